"""How good the coding is on a user's own texts: a coded sheet or judgements in, figures and a report out."""
