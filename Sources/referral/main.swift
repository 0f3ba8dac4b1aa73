import ReferralCommands

print("x")
