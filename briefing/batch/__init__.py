"""Many articles: inputs, workers, the ledger, and what makes a rerun cheap."""
