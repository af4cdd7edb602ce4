"""Files that the tool writes for people: forks, acceptances, translations. What is there already stays byte for byte."""
