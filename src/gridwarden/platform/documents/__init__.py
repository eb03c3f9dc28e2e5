"""Papers as PDF: typst templates of every context, one warm compiler, Chinese fonts embedded."""
