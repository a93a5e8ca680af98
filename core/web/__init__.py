"""What pages stand on, whatever they show: who may see them, addresses, cookies, forms, lists, languages."""
