"""Files for WeCom and for LinkWechat: what an edition says, in the form in which the company puts it into those programs."""
