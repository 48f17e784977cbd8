"""A term is a folded word that can tell one paper from another."""

from readlist.text import fold

# What holds English sentences together, with what folding leaves of don't, we've and they'll.
_FUNCTION_WORDS = """
    about above across after again against all almost along already also although always am among
    an and another any are around as at be became because become been before being below between
    both but by can cannot could did do does doing don down due during each either else even ever
    every few for from further had has have having he her here hers him his how however if in indeed
    instead into is isn it its itself just least less like ll many may me might more moreover most
    much must my neither no nor not now of off often on once one only onto or other others otherwise
    our out over own per perhaps quite rather re same she should since so some still such than that
    the their them then there thereby therefore these they this those though three through thus to
    together too toward towards two under until up upon us very via was we were what when where
    whereas whether which while who whom whose why will with within without would yet you your ve
"""
# What nearly every abstract says of itself.
_PAPER_TALK = """
    abstract achieve achieved achieves achieving address addresses aim aims allow allows analyze
    approach approaches available based code com compared consider demonstrate demonstrated
    demonstrates demonstrating different enable enables enabling evaluate existing experimental
    experiments extensive find findings first framework furthermore github given http https improve
    improved improvement improvements improves including introduce introduced introduces
    introducing investigate key leading leverage leverages leveraging method methods namely new
    novel obtain obtained outperform outperforming outperforms paper papers perform present
    presented presents previous prior problem problems propose proposed proposes proposing provide
    provided provides providing recent recently report reports require requires respectively result
    resulting results second several show showed showing shown shows significant significantly
    specifically study studies suggest use used useful uses using various well work works www
"""
STOP_WORDS = frozenset((_FUNCTION_WORDS + _PAPER_TALK).split())
"""Words that say nothing of what a paper is about."""


def terms(text: str) -> list[str]:
    """The terms of `text` in order: no stop words, no numbers, no single letters.

    A state that is of the art is talk; the state of a machine is not.
    """
    return [
        word
        for word in f" {fold(text)} ".replace(" state of the art ", " ").split()
        if len(word) > 1 and word not in STOP_WORDS and not word.isnumeric()
    ]
