"""Sentences → Translations: parts, answers, checks, repairs, an account of each."""
