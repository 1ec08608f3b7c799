namespace LambdaImage.Help.Pages;

/// <summary>The page of a cmdlet. Synopsis, description, examples, notes, links and what follows the first paragraph of a parameter are written by hand; the rest
/// comes from the code.</summary>
/// <param name="Name">The cmdlet.</param>
/// <param name="Synopsis">What it does, in one line.</param>
/// <param name="Description">What it does, in paragraphs.</param>
/// <param name="Examples">Its examples.</param>
/// <param name="Parameters">Text of each parameter, in paragraphs.</param>
/// <param name="Notes">What else is to be known, in paragraphs.</param>
/// <param name="Links">Other pages, as Markdown links.</param>
internal sealed record CmdletPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<CmdletExample> Examples,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Links);

/// <summary>An example.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Code">What to type.</param>
/// <param name="Remarks">What happens, in paragraphs.</param>
internal sealed record CmdletExample(string Title, string Code, IReadOnlyList<string> Remarks);
