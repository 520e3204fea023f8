"""Doc -> mentions and chains: who is named, and which names are one."""
