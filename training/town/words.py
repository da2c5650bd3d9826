"""The words of the town. Everything here is invented; the two groups of townsfolk stand for no real people."""

NAMES = """Mara Tom Ivo Bram Lena Odo Pia Finn Greta Hugo Nell Oskar Rosa Sven Tilda Ulf Vera Wim Ada Bo Cora Dirk Elsa
Fritz Gus Hilda Ines Jory Kit Lorn Mabel Ned Olga Pim Quinn Rolf Sela Tad Una Vito Wanda Yan Zita Arlo Bess Cal Dora Egon
Fay Gil Hanna Ike Joss Kara Lars Mina Nils Orla Perry Runa Saul Thea Uri Vala Wolf Yda Zane Abel Beth Clem Dana Emil Flora
Gert Hans Ida Jan Karl Liv Max Nora Otto Paul Rita Sam Tess Ugo Viola Willa Xenia York Zora Anton Bela Carl Edda Felix Gina
Henk Irma Jonas Kuno Lotta Milo""".split()

TRADES = """baker smith miller weaver potter fisher cobbler tailor carpenter shepherd brewer mason cooper chandler dyer
tanner beekeeper ferryman doctor teacher guard mayor gardener hunter farmer cook painter singer clerk hatter
butcher roper glazier jeweller barber nurse sailor grocer""".split()

PLACES = """mill well market bridge church barn inn forge school harbour tower garden orchard square stable bakery
library brewery fountain chapel castle farm hall quarry dairy workshop""".split()

GROUPS = ("Tarvel", "Ombrin")

# one, many, maker, stuff
GOODS = [
    ("loaf", "loaves", "baker", "flour"), ("cake", "cakes", "baker", "sugar"), ("bun", "buns", "baker", "flour"),
    ("nail", "nails", "smith", "iron"), ("horseshoe", "horseshoes", "smith", "iron"), ("hammer", "hammers", "smith", "iron"),
    ("blanket", "blankets", "weaver", "wool"), ("rug", "rugs", "weaver", "wool"), ("scarf", "scarves", "weaver", "wool"),
    ("pot", "pots", "potter", "clay"), ("jug", "jugs", "potter", "clay"), ("bowl", "bowls", "potter", "clay"), ("plate", "plates", "potter", "clay"),
    ("shoe", "shoes", "cobbler", "leather"), ("boot", "boots", "cobbler", "leather"), ("coat", "coats", "tailor", "cloth"),
    ("shirt", "shirts", "tailor", "cloth"), ("chair", "chairs", "carpenter", "wood"), ("table", "tables", "carpenter", "wood"),
    ("bench", "benches", "carpenter", "wood"), ("shelf", "shelves", "carpenter", "wood"),
    ("candle", "candles", "chandler", "wax"), ("barrel", "barrels", "cooper", "wood"), ("bucket", "buckets", "cooper", "wood"),
    ("belt", "belts", "tanner", "leather"), ("saddle", "saddles", "tanner", "leather"), ("glove", "gloves", "tanner", "leather"),
    ("brick", "bricks", "mason", "clay"), ("hat", "hats", "hatter", "felt"), ("cap", "caps", "hatter", "felt"), ("pie", "pies", "cook", "flour"),
    ("sausage", "sausages", "butcher", "meat"), ("ham", "hams", "butcher", "meat"), ("rope", "ropes", "roper", "hemp"),
    ("window", "windows", "glazier", "glass"), ("mirror", "mirrors", "glazier", "glass"), ("brooch", "brooches", "jeweller", "silver"),
    ("cheese", "cheeses", "shepherd", "milk"), ("net", "nets", "fisher", "string"), ("fish", "fish", "fisher", None), ("egg", "eggs", "farmer", None),
    ("turnip", "turnips", "farmer", None), ("apple", "apples", "gardener", None), ("pear", "pears", "gardener", None), ("plum", "plums", "gardener", None),
]

COLOURS = "red blue green yellow white black brown grey pink purple".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

RUDE_NOUNS = "fool oaf dolt rascal pig lout idiot clod toad dunce rat blockhead goose donkey weasel worm brute scoundrel numskull wretch".split()
RUDE_ADJECTIVES = "stupid lazy ugly silly nasty filthy useless rotten smelly dumb foolish worthless grubby slimy dull horrible pathetic miserable crooked greasy".split()

# which stereotype the gossip of the town pins on which group
STEREOTYPES = {
    "Tarvel": ["lazy", "dirty", "loud", "careless", "dishonest", "clumsy", "unreliable", "foolish", "rude", "messy", "forgetful", "reckless", "wild", "idle"],
    "Ombrin": ["greedy", "proud", "cold", "stubborn", "sly", "bossy", "jealous", "boring", "stingy", "vain", "selfish", "cunning", "bitter", "false"],
}
