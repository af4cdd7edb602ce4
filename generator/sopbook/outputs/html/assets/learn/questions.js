// @ts-check
/* Questions to check oneself by: the options become choices, and the reason is shown after a choice. */
(() => {
  "use strict";

  const { make, t, query, queryAll } = sopbook;

  for (const quiz of queryAll("[data-sop-quiz]")) {
    const questions = queryAll("[data-sop-question]", quiz);
    const score = make("p", { class: "sop-learnt__score", role: "status" });
    const again = make("button", { type: "button", class: "sop-button", text: t("app.quiz_again"), hidden: true, click: () => restart() });
    /** @type {Map<string, boolean>} Whether the first choice was right, by question. */
    const first = new Map();

    /** @type {(question: HTMLElement, chosen: HTMLElement) => void} */
    const answer = (question, chosen) => {
      const right = question.dataset.sopQuestion ?? "";
      const isRight = chosen.dataset.sopOption === right;
      if (!first.has(question.id)) first.set(question.id, isRight);
      for (const option of queryAll("[data-sop-option]", question)) {
        option.classList.toggle("sop-question__right", option === chosen && isRight);
        option.classList.toggle("sop-question__wrong", option === chosen && !isRight);
      }
      const reasons = queryAll(`[data-sop-answer="${CSS.escape(question.id)}"] > p`, quiz).slice(1).map((one) => one.cloneNode(true));
      query(".sop-question__because", question)?.replaceChildren(make("p", {}, make("strong", { text: isRight ? t("app.quiz_right") : t("app.quiz_wrong", { letter: right }) })), ...reasons);
      sopbook.learnt?.mark(question, isRight);
      tell();
    };

    const tell = () => {
      again.hidden = first.size < questions.length;
      if (again.hidden) return;
      const right = [...first.values()].filter(Boolean).length;
      const needed = Number(/** @type {HTMLElement | null} */ (quiz.closest("[data-sop-pass]"))?.dataset.sopPass ?? 100);
      const verdict = 100 * right >= needed * questions.length ? t("app.quiz_passed") : t("app.quiz_failed", { percent: needed });
      score.textContent = `${t("app.quiz_score", { right, total: questions.length })} ${verdict}`;
    };

    const restart = () => {
      first.clear();
      score.textContent = "";
      for (const question of questions) {
        for (const input of queryAll("input", question)) if (input instanceof HTMLInputElement) input.checked = false;
        for (const option of queryAll("[data-sop-option]", question)) option.classList.remove("sop-question__right", "sop-question__wrong");
        query(".sop-question__because", question)?.replaceChildren();
      }
      again.hidden = true;
      query("input", questions[0])?.focus();
    };

    for (const question of questions) {
      for (const option of queryAll("[data-sop-option]", question)) {
        const input = make("input", { type: "radio", name: question.id, change: () => answer(question, option) });
        // An answer that was right stays chosen.
        input.checked = option.dataset.sopOption === question.dataset.sopQuestion && Boolean(sopbook.learnt?.isDone(question));
        if (input.checked) option.classList.add("sop-question__right");
        option.replaceChildren(make("label", {}, input, make("span", {}, ...option.childNodes)));
      }
      question.append(make("div", { class: "sop-question__because", role: "status" }));
    }
    const folded = query("[data-sop-answers]", quiz);
    if (folded) folded.hidden = true;
    quiz.append(score, again);
  }
})();
