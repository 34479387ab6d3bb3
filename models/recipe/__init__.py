"""Recipes that make Warta's trained pipelines from base weights and data sets. Needed when training only."""
