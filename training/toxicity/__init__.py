"""The embedded toxicity classifier: data, model, training, figures and the folder that the app loads."""
