namespace LambdaImage.Engine.Services.Imports;

/// <summary>One key of another tool, and where it went. Readers and documentation are made of these.</summary>
/// <param name="Theirs">The key in their file; <c>*</c> stands for a name.</param>
/// <param name="Ours">The key in lambda-image.yml; empty: there is none.</param>
/// <param name="Note">For a key without counterpart why, and what to do instead; else what is different.</param>
internal sealed record ImportKey(string Theirs, string Ours, string Note = "")
{
    /// <summary>Whether a reader of its own takes the value, because it changes its form on the way.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Whether it is of no consequence for images and functions, so that nobody has to be told.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The same key where ours is written below a section.</summary>
    /// <param name="section">Path of the section with a dot at its end, for example <c>functions.*.</c>.</param>
    public ImportKey Below(string section) => Ours.StartsWith(section, StringComparison.Ordinal) ? this with { Ours = Ours[section.Length..] } : this;
}
