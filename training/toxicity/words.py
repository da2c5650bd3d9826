"""Words for composed sentences, written for this project: insults of everyday speech, threats, and the things and acts of ordinary talk. Slurs and profanity stand nowhere here; they are found in the data (`lexicon`)."""

# One person, or many with an s where it fits
INSULTS = """idiot moron imbecile fool dunce loser liar coward clown jerk creep pig rat snake worm parasite leech scumbag animal brute thug crook thief cheat traitor fraud hypocrite lunatic psycho
psychopath freak weirdo pervert failure dummy dumbo dimwit nitwit halfwit simpleton blockhead bonehead numbskull dope buffoon bigot racist nazi fascist monster beast cockroach maggot weasel vulture slob
brat whiner crybaby snowflake airhead bully tyrant hag witch cow ape baboon monkey donkey jackass bastard degenerate savage barbarian swine louse pest puppet sellout crackhead junkie drunk fatso
nobody lowlife deadbeat predator pedophile rapist terrorist criminal murderer goblin troll dirtbag sleazebag toad oaf lout""".split()
MASSES = """scum trash garbage filth vermin dirt rubbish slime waste cancer poison disease plague""".split()
ADJECTIVES = """stupid dumb idiotic moronic pathetic disgusting revolting worthless useless vile repulsive filthy dirty ugly lazy dishonest evil wicked inferior subhuman primitive backward brainless clueless
ignorant insane deranged crazy sick twisted rotten greedy fat smelly stinking gross nasty hideous braindead corrupt crooked cowardly spineless gutless shameless heartless despicable contemptible
loathsome abominable hateful delusional demented psychotic perverted degenerate creepy sleazy slimy lying cheating thieving whining sorry miserable dull dense thick slow weak incompetent arrogant vicious
violent savage barbaric mindless witless senseless laughable ridiculous damned trashy""".split()
HATES = ["hate", "despise", "loathe", "detest", "can not stand", "cannot stand", "can't stand", "am sick of", "am disgusted by", "really hate", "have nothing but contempt for", "absolutely hate",
       "am so tired of", "look down on"]
HURTS = """kill hurt murder shoot stab hang burn beat punch strangle choke destroy slap kick crush slaughter execute exterminate poison attack behead lynch gas drown torture smash rape bomb whip cripple hit""".split()
HURTS_UP = ["beat up", "wipe out", "get rid of", "hunt down", "blow up", "put down", "run over", "knock out", "cut up", "finish off", "mess up", "tear apart", "rip apart", "lock up"]
FATES = ["be shot", "be hanged", "be killed", "be beaten", "be locked up", "be deported", "be gassed", "be wiped out", "be sterilised", "rot in jail", "rot in hell", "burn in hell", "suffer", "die",
       "die slowly", "drop dead", "disappear", "be put down",
         "be banned from our country", "be thrown out", "lose all their rights", "get cancer", "get run over by a bus", "be kicked out", "kill themselves", "be executed", "be punched in the face",
         "be slapped", "go to hell"]
LIMBS = ["face", "teeth", "nose", "head", "skull", "legs", "arms", "neck", "bones", "jaw", "fingers"]

TARGETS = ["he", "she", "this guy", "that man", "that woman", "my boss", "the president", "the senator", "your mother", "your friend", "this politician", "that reporter", "the mayor", "my ex", "your brother",
       "this player", "the referee",
           "our teacher", "that lawyer", "the new guy", "@someone", "that judge", "the host of the show", "my neighbour", "this actor", "the prime minister", "that singer", "her husband"]
CROWDS = ["liberals", "conservatives", "democrats", "republicans", "politicians", "the media", "these people", "those people", "you people", "the left", "the right", "journalists", "cops", "bankers",
       "these kids", "their fans", "you guys", "lawyers",
          "the voters", "protesters", "leftists", "the elites", "gun owners", "vegans", "boomers", "antifa", "socialists", "communists", "his supporters", "celebrities", "students", "managers"]
TOPICS = ["gun control", "the election", "taxes", "the new law", "the hearing", "health care", "the border", "climate change", "the economy", "free speech", "the debate", "the game", "the match", "the movie",
       "the news", "the school board", "the budget",
          "the strike", "the vote", "the court", "the report", "the interview", "housing", "the album", "the concert", "the season", "the trial", "the new phone", "the weather", "my flight", "the update",
          "public transport"]
THINGS = ["printer", "soup", "movie", "weather", "traffic", "book", "chair", "phone", "laptop", "bus", "coffee", "song", "game", "update", "website", "pizza", "hotel", "mattress", "train", "exam", "meeting",
       "sandwich", "remote control", "washing machine",
          "show", "car", "keyboard", "microwave", "song", "menu", "room", "camera", "charger", "headset", "sofa", "episode", "app"]
FAULTS = ["awful", "terrible", "useless", "disgusting", "horrible", "stupid", "dreadful", "boring", "ugly", "broken", "too slow", "worthless", "nasty", "a disaster", "a joke", "rubbish", "trash", "garbage",
       "pathetic", "dumb", "a mess", "ridiculous", "gross"]
NICE = """kind clever friendly honest brave generous funny smart wonderful lovely patient polite calm careful beautiful talented hard-working helpful gentle warm wise creative reliable amazing great sweet charming""".split()
JOBS = """nurse baker teacher pilot doctor driver singer painter lawyer farmer cook waiter student engineer gardener writer cashier plumber dentist actor judge scientist carpenter musician runner swimmer mayor librarian poet photographer""".split()
DAYS = ["on Monday", "last week", "yesterday", "every summer", "this morning", "in May", "at noon", "tonight", "next year", "after work", "during the holidays", "in 2015", "since March", "on Sundays",
       "at the weekend"]
PLACES = ["in the park", "at the market", "in our street", "at school", "near the river", "in the city hall", "at the station", "in the library", "at the beach", "in the office", "at the hospital",
       "in the village", "downtown", "at the museum", "at home", "in the kitchen"]
ACTS = ["cook dinner", "play chess", "read the news", "plant trees", "sing in a choir", "learn French", "pay their taxes", "go for a walk", "watch football", "open a shop", "write letters", "paint a house",
       "repair bikes", "drink tea", "study law", "visit their parents",
        "run a marathon", "teach mathematics", "sell vegetables", "dance", "pray", "vote", "work as nurses", "take the bus", "celebrate a wedding", "raise children", "volunteer", "apply for a job", "swim",
        "meet friends"]
PROSE_VERBS = ["opened", "closed", "painted", "bought", "sold", "found", "lost", "described", "measured", "visited", "repaired", "cleaned", "carried", "planned", "finished", "discussed", "explained",
       "reviewed", "shared", "counted"]
PROSE_THINGS = ["the shop", "a letter", "the garden", "an old map", "the report", "two tickets", "a small house", "the piano", "the results", "her notes", "a bridge", "the recipe", "a blue car",
       "the schedule", "the contract", "a box of apples", "the theory", "the data", "a new engine", "the wall"]

# Plain words, so that an ordinary word is not taken for a rude one only because no tweet holds it
NOUNS = """essay ending film story faith answer question question tax plan promise article point page chapter paint smell kitchen window river mountain choir street shop judge law crime safety report street city school company
country neighbour language food music history science biology chemistry physics experiment theory method result sample model engine battery bridge road station ticket suitcase airport doctor medicine vaccine symptom fever cough
headache allergy diet vitamin protein sugar salt bread butter cheese onion garlic pepper rice noodles salad recipe oven knife fork plate glass bottle cup basket wool cotton jacket shoes hat scarf button thread needle
job salary interview contract deadline budget invoice bank loan debt rent mortgage insurance pension strike union election senate parliament minister treaty border visa passport embassy refugee camp war peace army soldier tank
battle victim suspect witness trial verdict prison police officer detective evidence murder theft robbery fraud drug alcohol cigarette addiction therapy depression anxiety grief sadness anger fear pain death funeral grave cemetery
cancer tumour surgery blood bone muscle skin heart lung brain kidney liver stomach nerve cell virus bacteria infection pandemic hospital nurse patient ambulance emergency accident injury storm flood earthquake drought fire volcano
climate carbon forest tree leaf root flower seed soil garden farm tractor harvest wheat corn potato tomato apple orange banana grape horse sheep goat chicken duck dog cat rabbit mouse pig cow snake rat insect bee spider worm ant
computer keyboard screen software password database server network browser file folder script function variable error bug release version update email message comment post photo video podcast channel forum website link account
profile privacy policy rule right duty freedom justice religion church mosque temple synagogue prayer holiday wedding birthday gift party guest host speech poem novel painting statue museum theatre stage actor dancer orchestra
violin piano drum guitar song album concert festival team player coach goal score match race medal champion training gym bicycle helmet tire brake fuel ship boat harbour island beach wave desert valley planet star moon telescope
rocket satellite number equation triangle circle angle function integer fraction percentage average probability graph table column meaning opinion argument reason cause effect example detail summary list step choice decision
stereotype prejudice racism sexism discrimination insult slur threat violence hatred abuse bullying harassment respect dignity kindness patience courage trust love friendship family mother father daughter son cousin uncle aunt
baby child teenager adult stranger crowd queue meeting lesson homework exam grade diploma university professor library dictionary grammar sentence paragraph letter envelope stamp parcel delivery order refund customer complaint""".split()
VERBS = """show explain need read write buy sell find lose open close build repair clean cook measure count compare describe discuss support oppose defend criticise review change improve check test visit leave enter join follow lead teach learn
study remember forget believe doubt ask answer call email send receive order cancel book pay borrow lend save spend share keep throw catch carry lift push pull cut peel boil bake freeze wash dry fold iron paint draw print copy
paste delete install update download upload search watch hear smell taste touch see notice ignore accept refuse reject offer promise demand request allow forbid ban protect attack fight stop start continue finish delay plan
organise celebrate enjoy like love hate fear miss admire respect trust blame forgive thank greet welcome invite meet marry raise feed treat cure examine diagnose investigate arrest release report publish translate""".split()
PLAIN = """clear clearer wrong right true false easy hard difficult simple late early slow fast old new young big small long short high low deep wide narrow heavy light hot cold warm dry wet clean dirty full empty loud quiet bright dark red green blue
yellow black white brown grey sharp soft rough smooth sweet sour bitter salty fresh raw rich poor cheap expensive free busy public private local national foreign common rare special normal strange familiar famous unknown safe
dangerous healthy sick tired hungry thirsty angry sad happy afraid worried sorry proud ashamed lonely curious bored excited ready possible impossible necessary useful legal illegal fair unfair equal different similar important
urgent serious funny tragic fatal violent peaceful political religious sexual medical digital electric natural chemical nuclear missing broken lost hidden open closed final next last main extra other same certain likely bad worse
worst terrible awful painful harmful toxic poisonous deadly wounded dead alive pregnant elderly disabled homeless unemployed guilty innocent""".split()
