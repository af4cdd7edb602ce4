/* A rule for `deno lint` that says what each part of a script means, so that two texts of one script can be compared. */
export default {
  name: "meaning",
  rules: {
    all: {
      create: (context) => ({
        "*"(node) {
          const { type, name, operator, kind, raw, async, computed, optional, static: isStatic } = node;
          context.report({ node, message: JSON.stringify({ type, name, operator, kind, raw, async, computed, optional, isStatic }) });
        },
      }),
    },
  },
};
