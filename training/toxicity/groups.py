"""Names of groups of people: many, one, and as an adjective of a person. Those of TEST are in no template that the classifier is trained on."""

from .words import NOUNS, PLAIN

TRAIN = [
    ("women", "woman", "female"), ("gay people", "gay man", "gay"), ("lesbians", "lesbian", "lesbian"), ("transgender people", "trans woman", "transgender"), ("trans people", "trans man", "trans"),
    ("black people", "black man", "black"), ("Muslims", "Muslim", "Muslim"), ("Jews", "Jew", "Jewish"), ("immigrants", "immigrant", "immigrant"), ("disabled people", "disabled person", "disabled"),
    ("Mexicans", "Mexican", "Mexican"), ("Asians", "Asian", "Asian"), ("Chinese people", "Chinese woman", "Chinese"), ("Indians", "Indian", "Indian"), ("Christians", "Christian", "Christian"),
    ("refugees", "refugee", "refugee"), ("old people", "old lady", "old"), ("homeless people", "homeless man", "homeless"), ("Arabs", "Arab", "Arab"), ("Africans", "African", "African"),
    ("white people", "white man", "white"), ("Hindus", "Hindu", "Hindu"), ("foreigners", "foreigner", "foreign"), ("men", "man", "male"), ("Latinos", "Latina", "Latino"),
    ("queer people", "queer person", "queer"), ("African Americans", "African American", "African American"), ("autistic people", "autistic girl", "autistic"), ("blind people", "blind man", "blind"),
    ("migrants", "migrant", "migrant"), ("girls", "girl", "young"), ("Catholics", "Catholic", "Catholic"), ("Russians", "Russian", "Russian"), ("feminists", "feminist", "feminist"),
    ("gays", "gay", "homosexual"), ("blacks", "black woman", "dark-skinned"),
]

# Countries, faiths and ways of life: many (one without the s) and the adjective
for many, adjective in [line.split(":") for line in """Germans:German|Koreans:Korean|Canadians:Canadian|Cubans:Cuban|Haitians:Haitian|Iranians:Iranian|Iraqis:Iraqi|Syrians:Syrian|Somalis:Somali|Kenyans:Kenyan|Ukrainians:Ukrainian|Italians:Italian|Greeks:Greek
Brazilians:Brazilian|Colombians:Colombian|Americans:American|Europeans:European|Palestinians:Palestinian|Israelis:Israeli|Egyptians:Egyptian|Moroccans:Moroccan|Afghans:Afghan|Albanians:Albanian|Romanians:Romanian|Hungarians:Hungarian
Protestants:Protestant|Evangelicals:evangelical|vegetarians:vegetarian|pensioners:retired|newcomers:new|orphans:orphaned|widows:widowed|farmers:rural|teenagers:teenage|minorities:ethnic|aliens:undocumented|natives:native|Hispanics:Hispanic
homosexuals:homosexual|transsexuals:transsexual|Baptists:Baptist|Pagans:pagan|dwarfs:short|veterans:wounded|nomads:nomadic|settlers:settled|ladies:elegant|wives:married|mothers:pregnant|daughters:adopted""".replace("\n", "|").split("|")]:
    TRAIN.append((many, many[:-3] + "y" if many.endswith("ies") else "wife" if many == "wives" else many[:-1], adjective))
COUNTRY = ["Chinese", "Japanese", "Vietnamese", "French", "English", "Irish", "Dutch", "Spanish", "Swedish", "Portuguese", "Sudanese", "elderly", "poor", "rich", "mentally ill", "obese", "gender-fluid", "intersex", "asexual", "indigenous", "LGBT", "HIV positive", "dyslexic", "short", "left-handed"]
TRAIN += [(f"{a} people", f"{a} person", a) for a in COUNTRY]

# Sounds of invented names: a name that was never seen is no insult
SOUNDS = "ba bo da de fa ga gi ka ko la lo ma mi na no pa ra ri sa si ta to va vi za zu ren lin mor tal bur sel".split()

TEST = [
    ("bisexual people", "bisexual man", "bisexual"), ("Buddhists", "Buddhist", "Buddhist"), ("Sikhs", "Sikh", "Sikh"), ("Pakistanis", "Pakistani", "Pakistani"), ("deaf people", "deaf woman", "deaf"),
    ("Nigerians", "Nigerian", "Nigerian"), ("nonbinary people", "nonbinary person", "nonbinary"), ("Turks", "Turk", "Turkish"), ("Filipinos", "Filipina", "Filipino"), ("Mormons", "Mormon", "Mormon"),
    ("wheelchair users", "wheelchair user", "paraplegic"), ("asylum seekers", "asylum seeker", "stateless"), ("atheists", "atheist", "atheist"), ("Poles", "Pole", "Polish"),
]


def drawn(rng):
    """A group for training; one in six is invented."""
    if rng.random() < 0.83:
        return rng.choice(TRAIN[:36] if rng.random() < 0.5 else TRAIN)
    name = "".join(rng.choice(SOUNDS) for _ in range(rng.randint(1, 3))).capitalize()
    return rng.choice([(f"{name}s", name, f"{name}ish"), (f"{name}ians", f"{name}ian", f"{name}ian"), (f"{name} people", f"{name} man", name), (f"{name}ists", f"{name}ist", f"{name}ist"), (f"people from {name}", f"person from {name}", name),
                       (f"{rng.choice(PLAIN)} people", f"{rng.choice(PLAIN)} person", rng.choice(PLAIN)), (f"people with {rng.choice(NOUNS)}", f"person with {rng.choice(NOUNS)}", rng.choice(PLAIN))])


def an(noun):
    """The noun with its article."""
    return ("an " if noun[0].lower() in "aeio" else "a ") + noun


def fill(template, group, **more):
    """{p} many, {s} one with its article, {o} one, {j} adjective."""
    many, one, adjective = group
    out = template.format(p=many, s=an(one), o=one, j=adjective, **more)
    return out[0].upper() + out[1:]
