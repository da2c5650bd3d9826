/**
 * Insults, whoever they are said to. Our own list: ordinary English, without slurs against groups, which need more than
 * a list to be judged fairly.
 */
export const insults =
  `fool oaf dolt rascal lout scoundrel wretch halfwit half-wit numbskull numskull blockhead
dunce dimwit nitwit twit clod simpleton imbecile idiot moron cretin dullard ignoramus buffoon nincompoop
ninny dunderhead bonehead airhead dumbass dummy jackass asshole arsehole bastard bitch prick wanker git
scum scumbag dirtbag douchebag lowlife sleazebag good-for-nothing knave cur ruffian crook weirdo loser
creep jerk crybaby slob windbag bullshit shit fuck fucking damned goddamn crap piss-off shut-up
stupid idiotic moronic brainless witless dimwitted half-witted foolish pathetic worthless despicable
contemptible detestable loathsome`.split(/\s+/);

/** Words that are rude only when someone is called by them: an animal, a thing, a mild adjective. */
export const names =
  `pig swine rat toad dog ass donkey cow snake worm weasel vermin leech parasite beast
monster clown clot lump brute liar thief coward`.split(/\s+/);
export const qualities =
  `lazy ugly silly nasty filthy useless rotten dirty disgusting dumb mean greedy fat
smelly crazy mad miserable vile hopeless horrible awful lousy worthless stinking ridiculous`.split(
    /\s+/,
  );
