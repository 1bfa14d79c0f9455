"""Small French articles of our own making, another for each seed."""

from __future__ import annotations

import random

_PLACES = ("Lyon", "Nantes", "Bruxelles", "Genève", "Dakar", "Lille", "Québec", "Metz")
_PEOPLE = (
    "Claire Fontaine",
    "Jean Kervadec",
    "Awa Diallo",
    "Marc Lenoir",
    "Inès Roussel",
    "Paul Verdier",
)
_OFFICES = ("la maire", "le préfet", "la ministre des Transports", "le syndicat")
_SENTENCES = (
    "{office} de {place} a présenté {day} un plan de {money} millions d'euros.",
    "Le chantier, qui devait durer {years} ans, n'a pas encore commencé.",
    "« {said} », a déclaré {person}, qui dirige l'association.",
    "Selon {person}, {share} % des habitants ne prennent jamais le bus.",
    "Le texte a été adopté par {many} voix contre {few}, sans débat.",
    "Aucun élu de l'opposition n'était présent à {place}.",
    "Près de {crowd} personnes ont manifesté samedi à {place}.",
    "La ligne {line} rouvrira le {date} à {hour} h 30.",
    "« {said} », a répondu {person}.",
    "Les travaux coûteraient deux fois plus cher que prévu.",
)
_SAID = (
    "Nous ne renoncerons pas à ce projet",
    "Il faut agir vite, et surtout ensemble",
    "Personne ne nous a prévenus",
    "C'est une bonne nouvelle pour la ville",
    "Ce budget est trop faible de moitié",
)
_MONTHS = ("mars", "avril", "juin", "septembre", "octobre")


def article(seed: int) -> str:
    """A title and two or three paragraphs."""
    rng = random.Random(seed)  # noqa: S311 - seeded, so that a failure can be found
    lines = [fill(one, rng) for one in rng.sample(_SENTENCES, rng.randint(4, 7))]
    half = len(lines) // 2
    title = f"{rng.choice(_PLACES)} : un plan pour les transports"
    return f"{title}\n\n{' '.join(lines[:half])}\n\n{' '.join(lines[half:])}\n"


def fill(pattern: str, rng: random.Random) -> str:
    """A sentence of the pattern, its first letter a capital."""
    text = pattern.format(
        office=rng.choice(_OFFICES),
        place=rng.choice(_PLACES),
        person=rng.choice(_PEOPLE),
        day=rng.choice(("lundi", "mardi", "jeudi")),
        money=rng.randint(2, 90),
        years=rng.choice(("trois", "cinq", "dix")),
        share=rng.randint(12, 88),
        many=rng.randint(40, 300),
        few=rng.randint(3, 39),
        crowd=rng.choice(("1 200", "3 500", "quatre cents")),
        line=rng.randint(2, 14),
        date=f"{rng.randint(2, 28)} {rng.choice(_MONTHS)} 2025",
        hour=rng.randint(6, 20),
        said=rng.choice(_SAID),
    )
    return text[0].upper() + text[1:]
