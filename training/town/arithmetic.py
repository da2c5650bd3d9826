"""Sums in the town: one step (bare or told) and two or three steps told as a story, with the steps as the chain."""

from .example import Example, articles, sentence
from .split import draw, sayable, part
from .words import DAYS, GOODS, NAMES

PAY = ["How much does {n} pay?", "What does {n} pay in all?", "How many pence is that in all?", "What is the whole price?", "How much money does {n} need?", "How many pence does {n} pay?",
       "What does all of it cost {n}?", "Tell me the whole price.", "How many pence must {n} hand over?", "Say what {n} pays."]
LEFT = ["How much money is left?", "How many pence are left?", "What does {n} have left?", "How much money does {n} keep?", "How many pence remain?", "How many pence does {n} still have?",
        "What is left for {n}?", "Tell me how many pence are left.", "What remains to {n}?", "Say how much {n} keeps."]

# Each kind: numbers(rng), steps(numbers), ways to tell it, ways to ask. {n} {m} names, {X} {Y} goods (many), {x} {y} (one).
ONE = {
    "add": dict(
        numbers=lambda r: (r.randint(1, 30), r.randint(1, 15)),
        steps=lambda a, b: [(a, "+", b)],
        tell=["{n} has {a} {X} and gets {b} more.", "There are {a} {X} on the table. {n} puts {b} more there.",
              "{n} finds {a} {X} and then {b} {X}.", "{n} had {a} {X}. Then {m} gave {n} {b} more.",
              "In the shop are {a} {X}, and {n} brings {b} more.", "{n} carries {a} {X} and {m} carries {b}.",
              "{n} made {a} {X} yesterday and {b} today.", "{a} {X} lie here and {b} {X} lie there.",
              "{n} owns {a} {X} and buys {b} others.", "First {n} counts {a} {X}, and then {b} more.",
              "{m} has {a} {X}. {n} has {b}.", "On {day} {n} sold {a} {X} and {m} sold {b}.",
              "A box holds {a} {X}, and a bag holds {b}.", "To {a} {X} {n} adds {b} more.",
              "{n} saw {a} {X} at the market and {b} at home.", "{b} {X} come on top of the {a} that {n} has."],
        ask=["How many {X} are there now?", "How many {X} is that in all?", "What is the number of {X} in all?", "How many {X} are there together?",
             "Count all the {X}.", "How many {X} does that make?", "Say how many {X} there are.", "What is the whole number of {X}?"]),
    "subtract": dict(
        numbers=lambda r: (lambda a: (a, r.randint(1, a - 1)))(r.randint(4, 30)),
        steps=lambda a, b: [(a, "-", b)],
        tell=["{n} has {a} {X} and gives away {b}.", "{n} had {a} {X} and lost {b} of them.", "There were {a} {X}. {m} took {b}.",
              "{n} has {a} {X} and sells {b} of them.", "Of {a} {X}, {b} broke.", "{n} made {a} {X}, and {m} carried {b} away.",
              "{a} {X} were in the shop. {n} sold {b}.", "{n} brings {a} {X} and leaves {b} with {m}.",
              "{n} had {a} {X}, but {b} of them are gone.", "{a} {X} were on the table, and {m} ate or broke {b}.",
              "From {a} {X} {n} takes {b} away.", "{n} owns {a} {X}. {m} borrows {b} of them.",
              "On {day} {n} had {a} {X} and lost {b}.", "A box held {a} {X}. {b} fell out.",
              "{m} buys {b} of the {a} {X} that {n} has.", "Of {a} {X} in the yard, {n} gives {b} to {m}."],
        ask=["How many {X} are left?", "How many {X} remain?", "What number of {X} is left?", "How many {X} are still there?",
             "How many are left now?", "How many {X} does that leave?", "Say how many {X} are left.", "Count the {X} that are left."]),
    "multiply": dict(
        numbers=lambda r: (r.randint(2, 7), r.randint(2, 7)),
        steps=lambda a, b: [(a, "*", b)],
        tell=["{n} buys {a} {X} at {b} pence each.", "One {x} costs {b} pence. {n} takes {a} {X}.", "{n} wants {a} {X}, each for {b} pence.",
              "A {x} is {b} pence, and {n} needs {a} of them.", "{a} {X} are sold to {n} at {b} pence each.",
              "{n} pays {b} pence for each of {a} {X}.", "{m} sells {n} {a} {X} at {b} pence each.", "The price of a {x} is {b} pence. {n} buys {a}.",
              "{a} {X} at {b} pence each go to {n}.", "For every {x} {n} pays {b} pence, and {n} takes {a}.",
              "{n} gets {a} {X}. Each of them costs {b} pence.", "On {day} {n} ordered {a} {X} at {b} pence each.",
              "At {b} pence for one {x}, {n} takes {a} {X}.", "{m} asks {b} pence for a {x}. {n} takes {a} of them.",
              "{n} needs {a} {X}. The price of one is {b} pence.", "{b} pence is the price of each {x}, and {n} buys {a} {X}."],
        ask=PAY),
}

MANY = {
    "two goods": dict(
        signs="{a}*{b}+{c}*{d}",
        numbers=lambda r: tuple(r.randint(2, 6) for _ in range(4)),
        steps=lambda a, p, b, q: [(a, "*", p), (b, "*", q), (a * p, "+", b * q)],
        tell=["{n} buys {a} {X} at {b} pence each and {c} {Y} at {d} pence each.", "{n} takes {a} {X} for {b} pence each. {n} also takes {c} {Y} for {d} pence each.",
              "{m} sells {n} {a} {X} at {b} pence each, then {c} {Y} at {d} pence each.", "First {n} gets {a} {X} at {b} pence each, and then {c} {Y} at {d} pence each.",
              "{n} needs {a} {X}, each for {b} pence, and {c} {Y}, each for {d} pence.", "At the market {n} pays {b} pence each for {a} {X} and {d} pence each for {c} {Y}.",
              "On {day} {n} bought {a} {X} at {b} pence each. {n} bought {c} {Y} at {d} pence each as well.",
              "{a} {X} cost {n} {b} pence each, and {c} {Y} cost {d} pence each.",
              "{n} pays for {a} {X} and {c} {Y}. A {x} is {b} pence and a {y} is {d} pence.",
              "{n} went to {m} and came back with {a} {X} for {b} pence each and {c} {Y} for {d} pence each.",
              "One {x} costs {b} pence and one {y} costs {d} pence. {n} buys {a} {X} and {c} {Y}.",
              "For {a} {X} {n} pays {b} pence each, and for {c} {Y} {d} pence each.", "{n} orders {a} {X} and {c} {Y}. Each {x} costs {b} pence and each {y} {d} pence.",
              "{m} sells {X} at {b} pence and {Y} at {d} pence. {n} takes {a} {X} and {c} {Y}.", "The price of a {x} is {b} pence, that of a {y} is {d} pence. {n} gets {a} {X} and {c} {Y}.",
              "{n} fills a cart with {a} {X} for {b} pence each and {c} {Y} for {d} pence each.", "{a} {X} at {b} pence each and {c} {Y} at {d} pence each are what {n} needs."],
        ask=PAY),
    "goods and one": dict(
        signs="{a}*{b}+{c}",
        numbers=lambda r: (r.randint(2, 7), r.randint(2, 7), r.randint(2, 15)),
        steps=lambda a, p, q: [(a, "*", p), (a * p, "+", q)],
        tell=["{n} buys {a} {X} at {b} pence each and a {y} for {c} pence.", "{n} takes {a} {X} for {b} pence each. A {y} for {c} pence comes on top.",
              "{m} sells {n} {a} {X} at {b} pence each, then one {y} at {c} pence.", "First {n} gets {a} {X} at {b} pence each, and then a {y} at {c} pence.",
              "{n} needs {a} {X}, each for {b} pence, and one {y} for {c} pence.", "At the market {n} pays {b} pence each for {a} {X} and {c} pence for a {y}.",
              "On {day} {n} bought {a} {X} at {b} pence each. {n} bought one {y} at {c} pence as well.",
              "{a} {X} cost {n} {b} pence each, and a {y} costs {c} pence.",
              "{n} pays for {a} {X} and one {y}. A {x} is {b} pence and the {y} is {c} pence.",
              "{n} went to {m} and came back with {a} {X} for {b} pence each and a {y} for {c} pence.",
              "One {x} costs {b} pence and one {y} costs {c} pence. {n} buys {a} {X} and one {y}.",
              "For {a} {X} {n} pays {b} pence each, and for one {y} {c} pence.", "{n} orders {a} {X} and a {y}. Each {x} costs {b} pence and the {y} {c} pence.",
              "{m} sells {X} at {b} pence each. {n} takes {a} of them and a {y} for {c} pence.", "The price of a {x} is {b} pence, that of a {y} is {c} pence. {n} gets {a} {X} and one {y}.",
              "{n} fills a cart with {a} {X} for {b} pence each and adds one {y} for {c} pence.", "{a} {X} at {b} pence each and one {y} at {c} pence are what {n} needs."],
        ask=PAY),
    "change": dict(
        signs="{c}-{a}*{b}",
        numbers=lambda r: (lambda a, p: (a, p, a * p + r.randint(1, 15)))(r.randint(2, 6), r.randint(2, 6)),
        steps=lambda a, p, c: [(a, "*", p), (c, "-", a * p)],
        tell=["{n} has {c} pence and buys {a} {X} at {b} pence each.", "{n} comes with {c} pence. {n} takes {a} {X} for {b} pence each.",
              "{n} has {c} pence. {m} sells {n} {a} {X} at {b} pence each.", "With {c} pence in hand, {n} gets {a} {X} at {b} pence each.",
              "{n} owns {c} pence and needs {a} {X}, each for {b} pence.", "At the market {n}, who has {c} pence, pays {b} pence each for {a} {X}.",
              "On {day} {n} took {c} pence along and bought {a} {X} at {b} pence each.",
              "In the purse of {n} are {c} pence. {n} pays for {a} {X} at {b} pence each.",
              "{a} {X} cost {b} pence each, and {n} pays with {c} pence.",
              "{n} went to {m} with {c} pence and came back with {a} {X} for {b} pence each.",
              "One {x} costs {b} pence. {n}, with {c} pence, buys {a} {X}.",
              "{n} has {c} pence to spend and orders {a} {X}, each at {b} pence.", "{m} gave {n} {c} pence. With it {n} buys {a} {X} for {b} pence each.",
              "The price of a {x} is {b} pence. {n}, who has {c} pence, gets {a} {X}.", "{n} put {c} pence on the table and took {a} {X} at {b} pence each.",
              "Out of {c} pence {n} pays for {a} {X} at {b} pence each.", "{n} saved {c} pence. Then {n} bought {a} {X}, each for {b} pence."],
        ask=LEFT),
    "had gave got": dict(
        signs="{a}-{b}+{c}",
        numbers=lambda r: (lambda a: (a, r.randint(1, a - 1), r.randint(1, 12)))(r.randint(5, 30)),
        steps=lambda a, b, c: [(a, "-", b), (a - b, "+", c)],
        tell=["{n} has {a} {X}, gives away {b} and gets {c} more.", "{n} had {a} {X} and lost {b} of them. Then {m} brought {c} more.",
              "There were {a} {X}. {m} took {b}, and {n} put {c} there.", "{n} has {a} {X}, sells {b} of them and makes {c} more.",
              "Of {a} {X}, {b} broke. {n} bought {c} more.", "On {day} {n} had {a} {X}. {n} gave {b} to {m} and found {c} more.",
              "{a} {X} were in the shop. {n} sold {b}, and then {c} more came in.",
              "{n} starts with {a} {X}. {b} go to {m}, and {c} come from a friend.",
              "{n} carried {a} {X}, dropped {b} and picked up {c} others.",
              "At first {n} owns {a} {X}. Then {b} are sold and {c} are bought.",
              "{m} sees {a} {X}. {b} of them are taken away, and later {c} are added.",
              "{n} owns {a} {X}. {m} borrows {b} of them, and {c} new ones come in.", "On the shelf are {a} {X}. {b} are sold on {day}, and {n} makes {c} more.",
              "From {a} {X} {n} takes {b} away and then adds {c}.", "{n} counted {a} {X}. A thief took {b}, but a friend gave {c} to {n}.",
              "{a} {X} lie in a box. {n} takes out {b} and puts in {c}.", "{n} sold {b} of {a} {X} and later bought {c} more."],
        ask=["How many {X} are there now?", "How many {X} are there in the end?", "What is the number of {X} now?", "How many {X} is that now?", "How many {X} are there at last?", "Say how many {X} there are now.", "How many {X} does {n} end with?", "Count the {X} at the end."]),
    "wages": dict(
        signs="{a}*{b}-{c}",
        numbers=lambda r: (lambda a, p: (a, p, r.randint(1, min(15, a * p - 1))))(r.randint(2, 6), r.randint(2, 6)),
        steps=lambda a, p, c: [(a, "*", p), (a * p, "-", c)],
        tell=["{n} earns {b} pence a day for {a} days and spends {c} pence.", "{n} works {a} days for {b} pence a day. Then {n} spends {c} pence on a {x}.",
              "For {a} days {n} gets {b} pence a day. {n} gives {c} pence to {m}.", "{m} pays {n} {b} pence a day for {a} days, and {n} loses {c} pence.",
              "{n} has worked {a} days at {b} pence a day, and pays {c} pence for a {x}.", "In {a} days {n} makes {b} pence each day, and then {n} spends {c}.",
              "{n} gets {b} pence each day. After {a} days {n} pays {m} {c} pence.",
              "{n} was paid {b} pence a day. After {a} days {c} pence went to {m}.",
              "A day of work brings {n} {b} pence. {n} works {a} days and then buys a {x} for {c} pence.",
              "{n} helps {m} for {a} days at {b} pence each day. A {x} costs {n} {c} pence of it.",
              "Working {a} days, {n} got {b} pence a day, of which {c} pence were spent.",
              "{n} is paid {b} pence for each of {a} days and then spends {c} pence.", "On {day} {n} had worked {a} days for {b} pence a day. {n} paid {c} pence for food.",
              "For each day of work {n} gets {b} pence. {n} works {a} days and gives away {c} pence.", "{n} works for {m}, {a} days at {b} pence a day. {c} pence go to the doctor.",
              "{a} days of work bring {n} {b} pence each. {n} then loses {c} pence.", "{m} promised {n} {b} pence a day. {n} came on {a} days and owes {c} pence to a friend."],
        ask=LEFT),
    "three heaps": dict(
        signs="{a}+{b}+{c}",
        numbers=lambda r: (r.randint(2, 20), r.randint(2, 12), r.randint(2, 12)),
        steps=lambda a, b, c: [(a, "+", b), (a + b, "+", c)],
        tell=["{n} has {a} {X}, {b} {Y} and {c} {Z}.", "On the cart are {a} {X}, {b} {Y} and {c} {Z}.", "{n} made {a} {X}. {m} made {b} {Y} and {c} {Z}.",
              "{n} sells {a} {X}, then {b} {Y}, then {c} {Z}.", "{a} {X}, {b} {Y} and {c} {Z} lie on the table.", "On {day} {n} brought {a} {X}, {b} {Y} and {c} {Z}.",
              "In the shop of {n} are {a} {X} and {b} {Y}, and also {c} {Z}.",
              "{n} carries {a} {X}, {m} carries {b} {Y}, and {o} carries {c} {Z}.",
              "{a} {X} are here, {b} {Y} are there, and {c} {Z} are in the barn.",
              "{n} bought {a} {X}, {b} {Y} and {c} {Z} from {m}.",
              "{m} counts {a} {X}, after that {b} {Y}, and at last {c} {Z}.",
              "{n} orders {a} {X}, {b} {Y} and {c} {Z} on {day}.", "A box holds {a} {X}, a bag holds {b} {Y}, and {c} {Z} lie beside them.",
              "{n} found {a} {X} and {b} {Y}. {m} found {c} {Z}.", "{m} asks for {a} {X}, then for {b} {Y}, and then for {c} {Z}.",
              "To {a} {X} and {b} {Y} {n} adds {c} {Z}.", "{n} gave {m} {a} {X}, {b} {Y} and {c} {Z}."],
        ask=["How many things is that?", "How many things are there in all?", "What is the number of things in all?", "How many is that together?", "Count all the things.", "Say how many things there are.", "How many things does that make?", "What is the whole number of things?"]),
    "sharing": dict(
        signs="{a}*{b}/{c}",
        numbers=lambda r: (lambda b, q, d: (b * d, q, b))(r.randint(2, 4), r.randint(2, 6), r.randint(1, 3)),
        steps=lambda a, p, b: [(a, "*", p), (a * p, "/", b)],
        tell=["{n} has {a} bags with {b} {X} each and shares them among {c} friends.", "{a} bags hold {b} {X} each. {n} shares all {X} among {c} friends.",
              "{n} brings {a} bags of {b} {X} each, and {c} friends share them all.", "In {a} bags are {b} {X} each. {c} friends of {n} share them.",
              "{n} and {m} fill {a} bags with {b} {X} each and give them to {c} friends in equal parts.", "{c} friends share {a} bags of {n} with {b} {X} each.",
              "On {day} {n} shared {a} bags, {b} {X} in each, among {c} friends.",
              "There are {a} bags of {n}, each with {b} {X}. {c} friends get equal parts.",
              "{n} packs {b} {X} into each of {a} bags. All of them go to {c} friends in equal parts.",
              "{c} friends find {a} bags with {b} {X} in each and share them.",
              "{m} gives {n} {a} bags. Each holds {b} {X}, and {n} shares all {X} with friends, {c} in all.",
              "{n} bought {a} bags. Each had {b} {X} in it, and {c} friends shared them all.", "{a} bags with {b} {X} in each are shared by {n} among {c} children.",
              "From {a} bags with {b} {X} each {n} gives equal parts to {c} friends.", "{m} brought {a} bags of {b} {X} each, and {c} friends took equal parts.",
              "All {X} in {a} bags, {b} in each, go in equal parts to {c} friends of {n}.", "{n} has {c} friends and {a} bags. In each bag are {b} {X}, and they share them all."],
        ask=["How many {X} does each friend get?", "What does each friend get?", "How many {X} has each friend now?", "How many {X} is that for each?", "What is the share of each friend?", "Say how many {X} each one gets.", "How many {X} come to each?", "How many {X} does one of them get?"]),
    "more and times": dict(
        signs="({a}+{b})*{c}",
        numbers=lambda r: (r.randint(2, 6), r.randint(1, 4), r.randint(2, 4)),
        steps=lambda a, b, c: [(a, "+", b), (a + b, "*", c)],
        tell=["{n} has {a} {X}. {m} has {b} more than {n}. {o} has {c} times as many as {m}.", "{m} has {b} {X} more than {n}, who has {a}. {o} has {c} times what {m} has.",
              "{n} made {a} {X}, {m} made {b} more than that, and {o} made {c} times as many as {m}.", "{n} sells {a} {X} on {day}. {m} sells {b} more, and {o} sells {c} times as many as {m}.",
              "{n} carries {a} {X} and {m} carries {b} more. {o} carries {c} times as many as {m}.", "{n} found {a} {X}. {m} found {b} more than {n}, and {o} {c} times as many as {m}.",
              "{a} {X} belong to {n}, {b} more than that to {m}, and to {o} {c} times as many as to {m}.",
              "{n} owns {a} {X}. {m} owns {b} more, and {o} owns {c} times what {m} owns.",
              "With {a} {X}, {n} has the fewest. {m} has {b} more than {n}, and {o} has {c} times as many as {m}.",
              "{n} bought {a} {X}, {m} bought {b} more than {n}, and {o} bought {c} times as many as {m}.",
              "{m} got {b} {X} more than {n}. {n} got {a}. {o} got {c} times as many as {m}.",
              "{n} has {a} {X}, and {m} has {b} more. {o} has {c} times the number of {m}.", "{o} has {c} times as many {X} as {m}, who has {b} more than {n}. {n} has {a}.",
              "On {day} {n} counted {a} {X}, {m} {b} more than that, and {o} {c} times as many as {m}.", "{n} got {a} {X}. {m} was given {b} more than {n}, and {o} {c} times what {m} was given.",
              "{m} keeps {b} {X} more than {n}, who keeps {a}. {o} keeps {c} times as many as {m}.", "{a} {X} are with {n}. With {m} are {b} more, and with {o} {c} times as many as with {m}."],
        ask=["How many {X} is that for {o}?", "What is the number for {o}?", "How many {X} are those of {o}?", "How many {X} come to {o}?", "Count the {X} of {o}.", "Say how many {X} there are for {o}.", "How many {X} does that make for {o}?", "Tell me the number of {X} for {o}."]),
    "goods and change": dict(
        signs="{d}-({a}*{b}+{c})",
        numbers=lambda r: (lambda a, p, q: (a, p, q, a * p + q + r.randint(1, 12)))(r.randint(2, 5), r.randint(2, 6), r.randint(2, 9)),
        steps=lambda a, p, q, d: [(a, "*", p), (a * p, "+", q), (d, "-", a * p + q)],
        tell=["{n} has {d} pence and buys {a} {X} at {b} pence each and a {y} for {c} pence.", "{n} comes with {d} pence. {n} takes {a} {X} for {b} pence each and one {y} for {c} pence.",
              "{n} has {d} pence. {m} sells {n} {a} {X} at {b} pence each and a {y} at {c} pence.", "With {d} pence in hand, {n} gets {a} {X} at {b} pence each, and then a {y} at {c} pence.",
              "{n} owns {d} pence and needs {a} {X}, each for {b} pence, and one {y} for {c} pence.", "At the market {n}, who has {d} pence, pays {b} pence each for {a} {X} and {c} pence for a {y}.",
              "On {day} {n} took {d} pence along and bought {a} {X} at {b} pence each and one {y} at {c} pence.",
              "In the purse of {n} are {d} pence. {n} pays for {a} {X} at {b} pence each and for a {y} at {c} pence.",
              "{a} {X} cost {b} pence each and a {y} costs {c} pence. {n} pays with {d} pence.",
              "{n} went to {m} with {d} pence and came back with {a} {X} for {b} pence each and a {y} for {c} pence.",
              "One {x} costs {b} pence and one {y} costs {c} pence. {n}, with {d} pence, buys {a} {X} and one {y}.",
              "{n} has {d} pence to spend and orders {a} {X}, each at {b} pence, and one {y} at {c} pence.", "{m} gave {n} {d} pence. With it {n} buys {a} {X} for {b} pence each and a {y} for {c} pence.",
              "The price of a {x} is {b} pence, that of a {y} is {c} pence. {n}, who has {d} pence, gets {a} {X} and a {y}.", "{n} put {d} pence on the table and took {a} {X} at {b} pence each and a {y} at {c} pence.",
              "Out of {d} pence {n} pays for {a} {X} at {b} pence each and for one {y} at {c} pence.", "{n} saved {d} pence. Then {n} bought {a} {X}, each for {b} pence, and a {y} for {c} pence."],
        ask=LEFT),
}

BARE = ["What is {s}?", "How much is {s}?", "{s} equals what?", "Work {s} out.", "Tell me what {s} is.", "What does {s} make?", "Please work out {s} for me.",
        "Give me the sum {s}.", "I need to know what {s} is.", "Can you say what {s} is?", "{s}?", "Say what {s} makes.", "{s} is how much?", "{s} makes what?", "How many are {s}?", "Find {s}.", "Do the sum {s}.",
        "What comes out of {s}?", "What number is {s}?", "My sum is {s}. What is it?", "Do you know what {s} is?", "I cannot work out {s}. Can you?", "Quick: {s}?", "The sum is {s}. Say the result.", "Count for me: {s}.",
        "What do you get for {s}?", "Here is a sum: {s}.", "The teacher asks: {s}?", "What is the result of {s}?", "Solve {s}.", "On the board stands {s}. What is it?", "Reckon {s} for me."]


def result(a, sign, b):
    """One step worked out."""
    return {"+": a + b, "-": a - b, "*": a * b, "/": a // b}[sign]


def written(steps):
    """The steps as text: 3*4=12."""
    return [f"{a}{sign}{b}={result(a, sign, b)}" for a, sign, b in steps]


def fillings(rng, split):
    """Names and goods for a story."""
    n, m, o = rng.sample(sayable(NAMES, split), 3)
    countable = [g for g in GOODS if g[0] != "fish"]
    x, y, z = rng.sample(countable, 3)
    fill = {"n": n, "m": m, "o": o, "X": x[1], "x": x[0], "Y": y[1], "y": y[0], "Z": z[1], "day": rng.choice(DAYS)}
    return fill


def answer(value):
    """The way a number is answered, everywhere."""
    return f"The answer is {value}."


def story(kinds, kind, rng, split, wordings=1):
    """The same sum told in `wordings` ways."""
    shape = kinds[kind]
    numbers = draw(rng, split, lambda r: (kind, *shape["numbers"](r)))[1:]
    steps = shape["steps"](*numbers)
    fill = fillings(rng, split) | dict(zip("abcd", numbers))
    tells = part(shape["tell"], split)
    tells = rng.sample(tells, min(wordings, len(tells)))
    examples = []
    for i in range(wordings):
        tell, ask = tells[i % len(tells)], rng.choice(part(shape["ask"], split))
        first = rng.random() < 0.15
        text = f"{ask} {tell}" if first else f"{tell} {ask}"
        text = articles(text.format(**fill))
        target = result(*steps[-1])
        examples.append(Example("reasoning", text, answer(target),
                                {"kind": "number", "target": str(target), "steps": written(steps)},
                                template=f"arithmetic:{tell} | {ask}", chain=". ".join(written(steps)) + ".",
                                tags=["kind:arithmetic", f"steps:{len(steps)}"]))
    return examples


def many_steps(rng, split, wordings=1):
    """A sum of two or three steps."""
    return story(MANY, rng.choice(sorted(MANY)), rng, split, wordings)


def one_step(rng, split):
    """A sum of one step, told."""
    return story(ONE, rng.choice(sorted(ONE)), rng, split)[0]


def short(rng, split):
    """One step with numbers that belong to the split."""
    kind = rng.choice(sorted(ONE))
    numbers = draw(rng, split, lambda r: ("bare", kind, *ONE[kind]["numbers"](r)))[2:]
    return ONE[kind]["steps"](*numbers)[0]


def bare(rng, split):
    """A sum of one step as bare numbers."""
    steps = [short(rng, split)]
    a, sign, b = steps[0]
    word = {"+": "plus", "-": "minus", "*": "times"}[sign]
    shown = rng.choice([f"{a} {word} {b}", f"{a} {word} {b}", f"{a} {sign} {b}", f"{a}{sign}{b}"])
    template = rng.choice(part(BARE, split))
    target = result(*steps[0])
    return Example("reasoning", sentence(template.format(s=shown)), answer(target),
                   {"kind": "number", "target": str(target), "steps": written(steps)}, template=f"bare:{template}",
                   chain=written(steps)[0] + ".", tags=["kind:arithmetic", "steps:1"])
