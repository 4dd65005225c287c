"""What grammar tells of a parse. Three questions ask for a verb's subject, and each has one function that answers it:

- ``Clauses.subject``: who does the act. Coding asks it. In "Peru urged Chad to leave" Chad leaves, in "Chad was hit by
  Peru" Peru hits.
- ``Clauses.surface_subject``: what the verb is said of, doer or not. In "Chad was hit by Peru" that is Chad.
- ``speaking_subject``: who speaks where a verb reports speech. Attribution asks it. It only goes up the tree, past whom
  a verb makes do something: from "leave" in "Peru urged Chad to leave" to Peru, who may go on speaking.
"""
