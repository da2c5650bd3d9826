"""Clauses before and after a prompt that change nothing about it: greetings, reasons, politeness."""

from .split import part

PREFIXES = ["I have a question. ", "Good day. ", "Excuse me. ", "Hello there. ", "One more thing. ", "Listen, please. ", "I hope you are well. ", "May I ask something? ", "Good morning. ", "Here is something to think about. ",
            "I have thought about this all day. ", "It is raining outside. ", "I come from far away. ", "My wife sent me to ask. ", "This is for my school. ", "I do not have much time. ", "Tell me something. ", "Let us talk. ",
            "You are wise. ", "I am new in the town. ", "I was told to ask you. ", "Good evening. ", "Help me, please. ", "Do you have a moment? ", "The sun is out today. ", "I could not sleep last night. ", "Here is my question. ",
            "Now to something else. ", "Dear helper. ", "I would like to know something. ", "We talked about it at home. ", "Please read this. ", "It is getting late. ", "Nice to see you. ", "Well then. ", "Now then. ", "Be so kind. ", "I am back again. "]
SUFFIXES = [" Please be brief.", " Thank you.", " Please.", " Be quick.", " Keep it short.", " I am in a hurry.", " Thanks.", " I would be glad to hear it.", " A short reply will do.", " I am listening.", " Take your time.", " Use few words.",
            " I thank you for it.", " I have walked far for this.", " Do not say more than that.", " One line is enough.", " I have waited long.", " That is all I ask.", " I count on you.", " Many thanks.", " Speak plainly.",
            " What do you say?", " I will write it down.", " Then I will go.", " Let me hear it.", " I really want to know.", " It is for my mother.", " Many have asked before me.", " It matters to me.", " I am all ears."]


def drawn(rng, split, share=0.25):
    """What to put before and after a prompt: nothing, for most."""
    if rng.random() >= share:
        return "", ""
    shape = rng.random()
    before = rng.choice(part(PREFIXES, split)) if shape < 0.6 else ""
    after = rng.choice(part(SUFFIXES, split)) if shape >= 0.45 else ""
    return before, after


def stripped(text):
    """The prompt without its clauses, whichever they are."""
    for before in PREFIXES:
        if text.lower().startswith(before.lower()):
            text = text[len(before):]
            break
    for after in SUFFIXES:
        if text.lower().endswith(after.lower()):
            return text[:-len(after)]
    return text
