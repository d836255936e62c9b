"""The seedwatch worker: watches a folder of news texts and judges what each file is."""
