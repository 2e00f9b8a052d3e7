"""Reading office files that somebody sent: judged and parsed in a process of their own, never in ours."""
