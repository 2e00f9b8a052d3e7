"""Campaigns: the promises tried again and again, with as many trials as asked (`make promises N=...`)."""
