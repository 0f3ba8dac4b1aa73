def run(count, quick, chance):
    pass
