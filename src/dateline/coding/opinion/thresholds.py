"""From which share the learned opinion counts: all numbers that decide between it and the frames, in one place.

They hold for the shipped model; ``training/calibrate.py`` fits them. A share is a probability of the model.
"""

from __future__ import annotations

# What the model is shown.
WINDOW = 400  # characters on either side of the trigger
SENTENCE = range(5, 71)  # tokens of a sentence without a frame that it is asked about

# Where the frames found an event.
DOUBTFUL = 0.76  # frames' confidence below which the model may change the type
LOW, HIGH = 0.05, 0.8  # the type's and its rival's share from which the rival wins
POWER = 2.0  # standing of a known power
# The least share of the model, by whether the event has actors and recipients, for none, one and more powers
# among them: what is told with fewer parties, or of people far from politics, needs more.
LEAST = {
    (True, True): (0.3, 0.1, 0.015),
    (True, False): (0.4, 0.1, 0.04),
    (False, True): (0.09, 0.03, 0.015),
    (False, False): (0.3, 0.3, 0.3),
}
UNREAL_LEAST = 0.25  # the part of it that an event needs which is no fact: the model looks at what happens
SHORT_LEAST = 0.3  # in a text of a sentence or two, whose topic cannot be seen, the frames count for more
FAR_LEAST = 0.9  # what people far from politics agree, praise or give is an event only if the model is sure

# The confidence of both together, of the log-odds of the frame's confidence, of there being an event and of its type.
WEIGHTS, CONSTANT = (0.18, 0.26, 0.37), -0.47
RETYPED = 0.8  # of its share, the confidence of an event that the model has given another type
ALONE = 0.7  # of its share, that of an event which only the model sees

# Where the frames found none.
SURE = 0.85  # least share of a type
SURER = 0.95  # the same where no frame knows the verb
HINT = 0.15  # least share of the type among the frames that have one of the clause's words
PARTY = 1.0  # least standing of the one who acts

# For a pair that the caller gives.
FLOOR = 0.003  # no type is impossible
WEIGHT = 0.4  # what one point of a frame's score is worth in log-odds
LINKED = 2.0  # a frame scores more only where source and target are its parties
START = 0.0  # scores below are too weak to speak against the model
