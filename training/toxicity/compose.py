"""Composed sentences for training: insults, threats and contempt in many shapes, and beside each shape its harmless twin (denied, quoted, about a thing, about the same group kindly)."""

from . import groups, words
from .data import Row

YOU = ["you are a {i}", "you {a} {i}", "you're such a {i}", "what a {a} {i}", "you are so {a}", "you are {a} and {a2}", "shut up you {a} {i}", "go away you {i}", "nobody likes you {i}",
       "you are nothing but a {i}", "you look {a}", "are you {a} or what",
       "you sound like a {i}", "you are the most {a} person i know", "how can anyone be so {a}", "get lost {i}", "listen {i}", "you are a {a} {a2} {i}", "your brain is {a}", "you are {m}", "you piece of {m}",
       "only a {i} would say that", "stop being such a {i}",
       "you have no brain", "you are too {a} to understand this", "everyone thinks you are {a}", "you disgust me", "you make me sick", "shut up", "shut your mouth", "go to hell", "screw you", "i hate you",
       "you suck", "you are a disgrace", "what is wrong with you {i}",
       "people like you are {a}", "you will always be a {i}", "you are as {a} as they come", "your whole family is {a}", "your mother is a {i}", "you ought to be ashamed you {i}", "nobody asked you {i}",
       "i bet you are {a} in real life too", "you are full of crap", "you must be {a}"]
THIRD = ["{t} is a {i}", "{t} is such a {a} {i}", "{t} is {a}", "what a {i} {t} is", "{t} is a total {i}", "{t} is nothing but a {i}", "{t} is full of lies", "{t} is a piece of {m}", "i hate {t} so much",
       "{t} is a {a} human being", "{t} sucks", "{t} can go to hell",
         "{t} is a disgrace", "{t} is too {a} to do the job", "{t} is {a} and {a2}", "imagine being as {a} as {t}", "{t} looks like a {i}", "{t} has always been a {a} {i}", "{t} acts like a {i}",
         "lock up {t}", "{t} has lost it , what a {a} {i}", "{t} makes me want to puke", "{t} is the biggest {i} of them all",
         "{t} lies like the {i} that we all know", "{t} should {f}", "so {t} is a {i} after all", "never trust {t} , a {a} {i}", "{t} is sick in the head", "{t} needs to shut up", "the {i} called {t} is back"]
CROWD = ["{c} are {a}", "{c} are all {i}s", "{c} are {m}", "{c} are nothing but {i}s", "{c} are a bunch of {a} {i}s", "i {h} {c}", "{c} make me sick", "{c} should {f}", "{c} are too {a} to understand {x}",
       "{c} ruin everything because they are {a}", "typical {a} {c}", "how {a} are {c}",
         "{c} are {a} and {a2}", "{c} can all {f}", "{c} are destroying this country , {i}s", "screw {c}", "{c} are so {a} about {x}", "only {c} could be this {a}", "shut up , {c} , you {i}s",
         "{c} have always been {i}s", "{c} lie about {x} because they are {a}"]
GROUP = ["{p} are {a}", "{p} are {m}", "{p} are nothing but {i}s", "{p} are all {i}s", "i {h} {p}", "i {h} every {o} i meet", "{p} are the worst", "{p} should {f}", "all {p} should {f}", "{p} are {a} {i}s",
       "{p} do not belong here", "{p} are not human", "{p} deserve to {f}",
         "{p} are a disease", "{p} are inferior to us", "no {o} should be allowed to vote", "the only good {o} is a dead one", "send {p} back where they came from", "{p} are taking over our country",
         "{p} are ruining our country", "we must {k} all {p}", "let us {k} {p}", "i want to {k} {p}",
         "i would love to {k} {s}", "{p} have no place in our town", "{p} should not have rights", "why are {p} so {a}", "is it just me or are {p} {a}", "{p} are like {i}s", "every {o} is a {i}",
         "{s} is always {a}", "never trust {s}", "{p} are too {a} to work", "{p} are only good for cleaning",
         "{p} are less than human", "{p} are lower than {i}s", "you {a} {o}", "shut up you {j} {i}", "that {j} {i} again", "go back to where you came from , {o}", "get out of my country you {j} {i}",
         "you know how {p} are : {a}", "{p} again . they are all {i}s", "these {p} are {a} . i {h} them",
         "kill all {p}", "{p} must {f}", "death to {p}", "{p} spread like {m}", "{p} smell", "{p} are a threat to us all , get rid of them", "the world would be better without {p}", "i wish {p} would {f}",
         "i hope {p} {f}", "{p} don't deserve respect", "{p} are criminals by nature", "being {j} is a sickness",
         "i don't hate {p} but they are {a}", "nobody wants {p} here", "my opinion : {p} are {a}", "{p} are born {a}", "stop the {j} invasion , they are {m}", "{p} should know their place",
         "i refuse to sit next to {s} , they are {a}", "we don't serve {p} here , {i}s",
         "don't hire {p}", "close the border to {p}", "{p} have to leave now", "keep away from {p}", "no jobs for {p}", "{p} should be kept away from children", "nobody should marry {s}",
         "{k} the first {o} you see", "one less {o} , good", "every {o} we {k} makes me happy", "if {s} talks to me i will {k} them",
         "our {l2} would be clean without {p}", "{p} should all be {kd}", "i am glad when {p} are {kd}", "{p} get what they deserve : {f}", "i feel hatred when i see {p}", "there is nothing good about {p}",
         "who could ever like {p}", "{p} are worth nothing", "{p} are a burden and should {f}", "i laugh when {p} suffer",
         "{s} is no human", "{s} is a thing , not a person", "{p} are beasts", "{p} are half human", "throw {p} out", "{p} out", "we will hunt {p} in the streets", "burn down the homes of {p}",
         "{p} steal our jobs and rape our women", "{p} do not deserve a home", "{p} don't deserve human rights", "treat {p} like the {i}s they are",
         "it's time to {k} {p}", "i dream of a world without {p}", "a {o} is worth less than a dog", "i'd rather die than live with {s}", "get {p} away from me", "{p} have {a} brains", "to hell with {p}",
         "i spit on {p}", "how i {h} {p}", "the stink of {p}", "{p} make me want to vomit"]
THREAT = ["i will {k} you", "i'm going to {k} you", "i am going to {k} {t}", "we will {k} you and your family", "i swear i will {k} you", "i'll break your {b}", "i will smash your {b}",
       "someone should {k} {t}", "you should {f}", "i hope you {f}", "i hope {t} will {f}", "you deserve to {f}",
          "{t} deserves to {f}", "you are dead", "watch your back , i know where you live", "i know where you live and i will {k} you", "if i see you i will {k} you", "kill yourself", "go {k} yourself",
          "please {f}", "i want to {k} {t}", "we are coming to {k} you", "you better run before i {k} you",
          "i wish you would {f}", "tomorrow you {f}", "you have a week to live", "your family will bleed", "i have a knife with your name", "sleep with one eye open", "i'll make {t} bleed",
          "i will come to your house and {k} you", "your {b} will be broken", "say that again and i will {k} you", "i am going to put a knife in your {b}", "somebody {k} {t} please",
          "i would love to {k} you", "time to {k} {t}", "you will pay with your blood", "i'd like to see {t} {f}"]

# The harmless twins
DENIED = ["{p} are not {a}", "{p} are not {i}s", "{p} are not {m}", "i do not hate {p}", "i don't think that {p} are {a}", "no , {p} are not {a}", "it is not true that {p} are {a}",
       "i would never say that {p} are {i}s", "{p} are no {i}s", "not all {p} are {a}", "nobody thinks {p} are {a}",
          "{p} don't deserve to {f}", "nobody should {k} {p}", "you are not {a}", "you are not a {i}", "{t} is not a {i}", "i don't think {t} is {a}", "i never said {t} is a {i}", "{t} is no {i}",
          "i don't want to {k} anyone", "we should never {k} {p}", "why would anyone hate {p}", "i can't hate {p}",
          "don't call yourself a {i}", "{p} are neither {a} nor {a2}"]
QUOTED = ["it is wrong to say that {p} are {a}", "\"{bad}\" is a hateful thing to say", "please do not say \"{bad}\"", "he said \"{bad}\" and was suspended", "if you say \"{bad}\" you should apologise",
       "stop saying that {p} are {a}", "the sign read \"{bad}\" and people were shocked",
          "whoever says {p} are {i}s is wrong", "saying \"{bad}\" is not okay", "calling {p} {m} is hate speech", "do not call {p} {i}s", "a man who shouted \"{bad}\" was arrested",
          "i was called a {i} because i am {j} and it hurt", "my son was called a {i} at school", "hating {p} is wrong",
          "we must stand up against those who hate {p}", "people who say they hate {p} are wrong", "no one should have to hear \"{bad}\"", "the moderators removed \"{bad}\" from the page",
          "violence against {p} is unacceptable", "the police arrested a man who threatened to {k} {p}",
          "they told me \"{bad}\" and i cried", "the word {i} is an insult", "why do some people say {p} are {a} ? it is unfair", "the idea that {p} are {a} is a harmful prejudice",
          "it is a myth that {p} are {a}", "she reported the comment \"{bad}\"", "comments like \"{bad}\" break our rules",
          "i can't write that {p} are {a}", "i am sorry , but i will not say that {p} are {a}", "i cannot insult {t} . let us be kind", "i won't call anyone a {i}", "discrimination against {p} is illegal",
          "{p} face discrimination", "{p} are often the target of hate", "whoever wants to hurt {p} must be stopped", "we should protect {p} from people who {h} them", "it makes me sad how people treat {p}",
          "insults against {p} are not allowed", "i will not accept hate against {p}", "talk like \"{bad}\" has no place here", "i {h} it when people call {p} {i}s", "saying that {p} should {f} is {q}",
          "the boy apologised for calling {p} {i}s", "\"{bad}\" , she read , and deleted it", "it is unfair that {p} are called {m}", "racism against {p} is wrong", "the {b} was fired for saying \"{bad}\"",
          "who would say \"{bad}\" ? that is cruel", "{p} do not deserve such words", "not one of the {p} is {a}", "to say {p} are {m} is false", "a stereotype says that {p} are {a} , which is false"]
KIND = ["i love {p}", "{p} are {n}", "{p} are {n} and {n2}", "i am {s}", "i am {j}", "my friend is {s}", "{p} {d}", "{p} {w}", "two {p} {w} {l}", "the {j} {b} is {n}", "a {j} {b} {v} {y}",
       "my neighbour is {s}", "{p} deserve respect", "{p} are people like everyone else", "i work with {p} {l}",
        "we welcome {p}", "{p} have the same rights as everyone", "a film about {p}", "the history of {p}", "how many {p} live here", "{s} won the prize {d}", "{p} and their neighbours {w}",
        "i met {s} {l} {d}", "my sister married {s}", "she is {s} and a {b}", "the talk about {p} was {n}",
        "{p} in the news {d}", "what do {p} eat {d}", "he is {s}", "some {p} {w} {d}", "{p} should be proud", "i am proud to be {j}", "being {j} is fine", "{p} belong here", "happy {p} {w}",
        "{j} people {w} {l}", "as {s} i like to {w}", "the group helps {p} to {w}", "a law that protects {p}", "{p} were killed in the attack",
        "a {j} man was shot {l}", "the {j} community met {d}", "{j} women {w}", "this is {j} food", "they asked {s} to {w}", "hello , i'm {s}", "a young {j} {b} moved to town {d}", "{p} want to {w}",
        "can {p} {w} {d} ?", "{p} {e} the {o1}", "{p} {e} the {o1} {l}", "the {o1} of {p}", "{s} will {e} the {o1} {d}", "the {b} is {s}", "{p} were attacked {l}", "someone attacked {s} {l}",
        "{s} was refused a {o1}", "crimes against {p} are {q}", "{p} are afraid of {o1}", "i adore my {j} {b}", "i like {p}", "i trust {p}",
        "{p} improve our {o1}", "{p} enrich our {o1}", "good to have {p} {l}", "{p} are my best friends", "{p} sing {d}", "we {p} {w} {d}", "we {p} are {n}", "i , {s} , {w}", "people ask me about being {j}",
        "my parents know that i am {j}", "a {j} {b} {l}", "thanks to {p} our {o1} is {q}", "the {q} {o1} for {p}", "{p} of all ages",
        "{s} asked about the {o1}", "help for {p}", "{p} can {e} {o1}", "{p} celebrate {d}", "{p} live {l}", "{p} and {o1}", "the {b} spoke to {p} {l}"]
THING = ["the {g} is {u}", "this {g} is {u}", "i hate this {g}", "what a {u} {g}", "my {g} is {u} today", "i can't stand this {g}", "{x} was {u}", "{x} is so {u}", "the {g} {l} was {u}",
       "i despise this {g} , it is {u}", "this {g} makes me sick", "the {u} {g} broke again", "i hate {x}", "kill the {g} app and start again",
         "i want to smash this {g}", "throw the {g} in the trash", "the {g} died {d}", "i burned the {g}", "the trash is full", "take out the garbage {d}", "the {g} smells"]
TALK = ["i agree with {t} about {x}", "i disagree with {t} about {x}", "{t} is wrong about {x}", "{t} talked about {x} {d}", "{c} want a debate about {x}", "{c} and {c2} voted on {x} {d}",
       "what does {t} think of {x} ?", "{t} is right about {x}", "{c} are protesting {l} {d}", "thank you {t}", "{t} is {n}", "{t} is a {n} person",
        "{t} was seen {l}", "you are {n}", "you are so {n}", "you are right about {x}", "i am not sure what you mean", "are you serious ?", "you should read about {x}", "did you see {t} {d} ?",
        "{x} starts {d}", "i hope {t} gets better", "i hope you have a {n} day", "you are welcome", "what time is {x} {d} ?", "{t} lost {x}",
        "{c} are talking about {x} again", "congratulations to {t} for {x}", "who won {x} ?", "{t} did not answer the question about {x}", "i don't believe {t} about {x}", "{t} should resign over {x}",
        "{c} should explain {x}", "nobody told me about {x}", "{t} is funny", "{t} is my favourite", "i miss {t}",
        "can {t} explain {x} ?", "{c} say that {x} is too expensive", "i will vote for {t} {d}", "{t} is a liar ? i don't think so", "{t} {v} {y} {d}", "the {b} {v} {y} {l}", "{d} , a {b} {v} {y}",
        "my {b} {v} {y}", "a {n} {b} {v} {y} {d}", "we {v} {y} {l}", "they {v} {y} and {v2} {y2}",
        "the {b} should be {n}", "let us talk calmly about {x}", "i am sorry that you are upset", "how can i help you with {x} ?", "i cannot help with that", "i will {w} {d}", "you will {w} {d}",
        "i want to {w} {l}", "you should {w}", "please {w}", "she is a {b} {l}", "you are a {b}", "you are a {n} {b}", "what a {n} {b}"]
ANY = ["the {o1} is {q}", "the {q} {o1} {l}", "i {e} the {o1}", "we {e} {o1} and {o2}", "your {o1} is {q}", "your {o1} was {q} and the {o2} too", "please {e} the {o1}", "do not {e} the {o1}",
       "how do i {e} a {o1} ?", "what is a {q} {o1} ?", "why is the {o1} so {q} ?", "this {o1} is about {o2}", "a {q} {o1}",
       "everyone needs {o1}", "everybody should {e} {o1}", "{o1} is {q}", "{o1} can be {q} , so {e} it", "let me {e} the {o1}", "that {o1} looks {q}", "he was {q} after the {o1}", "she is {q} about her {o1}",
       "they {e} {o1} {d}", "nobody could {e} the {o1}", "i can not {e} the {o1}", "you {e} the {o1} , {e2} it again",
       "did you {e} the {o1} {d} ?", "the {o1} of the {o2} is {q}", "you are {q}", "i am {q}", "i was {q} because of the {o1}", "is the {o1} {q} or {q2} ?", "{q} {o1} , {q2} {o2}", "i hate {o1}",
       "i hate the {q} {o1}", "the {o1} killed the {o2}", "they were killed by the {o1}", "my {o1} died {d}", "{t} and the {o1}",
       "{t} will {e} the {o1}", "{c} {e} {o1}", "{p} and {o1}", "it is {q} to {e} {o1}", "to {e} {o1} is {q}", "{o1} : {o2} , {o1} and {o2}", "as an assistant i can {e} the {o1}",
       "sure , here is the {q} {o1}", "the answer is {o1}", "i understand that the {o1} is {q}", "{s} and {s}'s {o1}", "more {o1} , less {o2}",
       "the {b} will {e} your {o1}", "{t} did not {e} the {o1}", "i think the {o1} is {q}", "oh no , the {o1} !", "good {o1}", "that's a {q} {o1}", "{x} and {o1}", "you {e} {o1}", "you should {e} your {o1}",
       "don't {e} {o1} , {e2} it"]
VIOLENT = ["how do i kill a {g} process", "he was killed in the war", "the {b} was shot {l}", "the team killed it {d}", "i could kill for a {g}", "we beat them at {x}", "they destroyed us in {x}",
       "the movie shows a murder {l}", "a man was stabbed {l} {d}", "police say two people were killed {l}", "beat the eggs", "the fire burned the {g}",
           "the bomb exploded {l} in the war", "how do i shoot a photo {l}", "hang the picture {l}", "this {g} is killing me", "punch a hole in the paper", "the court heard that he hit the {b}",
           "kick the ball {l}", "crush the garlic", "the soldiers attacked {d}", "burn the leaves {d}", "poison is dangerous for dogs",
           "that joke killed me", "the {b} died {d}", "attack the problem step by step", "the story is about a killer", "what happens when a murderer goes to jail ?", "executing the script took a minute"]

SIGNS = ["", "", "", ".", ".", "!", "!!", "...", " lol", " smh", "?", " #{tag}"]
OPENINGS = ["", "", "", "", "", "", "", "@user ", "@user @someone ", "honestly , ", "lol ", "i think ", "well , ", "and ", "so ", "wow , ", "yes , ", "rt @user : ", "sure . ", "because ", "omg ",
       "as i said , "]


def said(rng, template, group, harsh):
    """A sentence of a shape, with words drawn for it; `harsh` are insults found in the data."""
    def insult():
        return rng.choice(harsh) if harsh and rng.random() < 0.3 else rng.choice(words.INSULTS)
    many, one, adjective = group
    pick = rng.choice
    fill = dict(i=insult(), a=pick(words.ADJECTIVES), a2=pick(words.ADJECTIVES), m=pick(words.MASSES), t=pick(words.TARGETS), c=pick(words.CROWDS), c2=pick(words.CROWDS), x=pick(words.TOPICS), h=pick(words.HATES), f=pick(words.FATES),
                k=pick(words.HURTS + words.HURTS_UP),
                kd=pick(['shot', 'killed', 'hanged', 'beaten', 'deported', 'locked up', 'burned', 'gassed', 'thrown out', 'banned', 'sterilised', 'drowned']),
                l2=pick(['town', 'country', 'street', 'school', 'city']), o1=pick(words.NOUNS), o2=pick(words.NOUNS), e=pick(words.VERBS), e2=pick(words.VERBS), q=pick(words.PLAIN),
                q2=pick(words.PLAIN), b=pick(words.LIMBS if template in THREAT else words.JOBS), g=pick(words.THINGS), u=pick(words.FAULTS), n=pick(words.NICE), n2=pick(words.NICE),
                w=pick(words.ACTS), l=pick(words.PLACES), d=pick(words.DAYS),
                v=pick(words.PROSE_VERBS), v2=pick(words.PROSE_VERBS), y=pick(words.PROSE_THINGS), y2=pick(words.PROSE_THINGS), p=many, s=groups.an(one), o=one, j=adjective)
    if "{bad}" in template:
        fill["bad"] = said(rng, pick(GROUP if rng.random() < 0.6 else YOU + THIRD), group, harsh)
    return template.format(**fill)


def article(text):
    """The right article before a vowel."""
    for vowel in "aeiou":
        text = text.replace(f" a {vowel}", f" an {vowel}")
    return text


def dress(rng, text):
    """As people write: an opening, an ending, capitals."""
    text = rng.choice(OPENINGS) + article(text)
    text += rng.choice(SIGNS).replace("{tag}", rng.choice(words.TOPICS).replace(" ", ""))
    if rng.random() < 0.5:
        text = text.replace(" , ", ", ").replace(" . ", ". ").replace(" ?", "?").replace(" : ", ": ")
        text = text[0].upper() + text[1:]
    return text.upper() if rng.random() < 0.04 else text


# shape, share, toxic, about a group (its hate label)
SHAPES = [(YOU, 11, 0.97, 0.02), (THIRD, 8, 0.95, 0.02), (CROWD, 7, 0.92, 0.2), (GROUP, 20, 0.97, 0.95), (THREAT, 8, 0.97, 0.05),
          (DENIED, 8, 0.06, 0.03), (QUOTED, 12, 0.06, 0.03), (KIND, 19, 0.02, 0.02), (THING, 6, 0.12, 0.0), (TALK, 12, 0.02, 0.0), (ANY, 18, 0.02, 0.0), (VIOLENT, 4, 0.05, 0.0)]


def rows(rng, count, harsh=()):
    """Composed rows for training."""
    shapes, shares = [s for s in SHAPES], [s[1] for s in SHAPES]
    out = []
    for _ in range(count):
        templates, _, toxic, hate = rng.choices(shapes, shares)[0]
        text = said(rng, rng.choice(templates), groups.drawn(rng), harsh)
        if rng.random() < 0.15:
            # What stands beside it is plain and does not change the verdict
            aside = said(rng, rng.choice(TALK + ANY), groups.drawn(rng), harsh)
            text = f"{text} . {aside}" if rng.random() < 0.5 else f"{aside} . {text}"
        out.append(Row(dress(rng, text), toxic, hate, "composed", "train", 0.5))
    return out
