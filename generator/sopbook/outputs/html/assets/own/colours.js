try{document.documentElement.dataset.sopColours=JSON.parse(localStorage.getItem("sopbook:colours"))||""}catch{}
