// What can stand in a text, as django-prose-editor's library (Tiptap) needs to be told. The same as the server allows
// (goda_exempel/markup.py); what it does not know is left out when a text is opened or pasted.

export function partsOf(library) {
  const { Node } = library;
  return [
    library.Document, library.Paragraph, library.Text, library.HardBreak, library.History, library.Bold,
    library.Italic, library.BulletList, library.OrderedList.configure({ enableListAttributes: false }),
    library.ListItem, linkOf(library),
    library.Heading.configure({ levels: [2, 3, 4] }),
    library.Blockquote,
    library.Gapcursor,
    boxOf(Node, "pullQuote", "blockquote", "pull-quote"),
    boxOf(Node, "factBox", "aside", "fact-box"),
    figureOf(Node),
  ]; // prettier-ignore
}

function linkOf(library) {
  return library.Link.extend({
    addKeyboardShortcuts: () => ({}),
  }).configure({ openOnClick: false, autolink: false, enableTarget: false, protocols: ["mailto", "tel"] });
}

function boxOf(Node, name, tag, className) {
  return Node.create({
    name,
    content: "block+",
    group: "block",
    defining: true,
    parseHTML: () => [{ tag: `${tag}.${className}`, priority: 60 }],
    renderHTML: () => [tag, { class: className }, 0],
  });
}

/** A picture of ours; its caption is written in place, its alt text in the dialog. */
function figureOf(Node) {
  return Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    draggable: true,
    isolating: true,
    addAttributes: () => ({ src: { default: "" }, alt: { default: "" } }),
    parseHTML: () => [
      {
        tag: "figure",
        contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption"),
        getAttrs: (figure) => {
          const picture = figure.querySelector("img");
          return picture ? { src: picture.getAttribute("src"), alt: picture.getAttribute("alt") ?? "" } : false;
        },
      },
    ],
    renderHTML: ({ node }) => ["figure", ["img", { src: node.attrs.src, alt: node.attrs.alt }], ["figcaption", 0]],
    addKeyboardShortcuts() {
      return { Enter: () => this.editor.isActive("figure") && afterFigure(this.editor) };
    },
  });
}

function afterFigure(editor) {
  const end = editor.state.selection.$from.after();
  return editor.chain().insertContentAt(end, { type: "paragraph" }).focus(end + 1).run();
}
