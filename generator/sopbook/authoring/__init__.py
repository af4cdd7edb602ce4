"""Files written for people: forks, acceptances, translations, new playbooks, schemas. What is there already stays byte for byte."""
