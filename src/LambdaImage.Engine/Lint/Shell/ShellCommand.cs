namespace LambdaImage.Engine.Lint.Shell;

/// <summary>One simple command: a program with its arguments, freed of what may stand before it.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="Before">Operator that joins it to the command before; empty for the first.</param>
internal sealed record ShellCommand(IReadOnlyList<ShellWord> Words, string Before)
{
    /// <summary>The program without its folder.</summary>
    public string Name { get; } = Words[0].Text[(Words[0].Text.LastIndexOf('/') + 1)..];

    public IReadOnlyList<ShellWord> Arguments { get; } = [.. Words.Skip(1)];

    /// <summary>Variables that are set for it alone, or for what follows.</summary>
    public IReadOnlyList<ShellWord> Assignments { get; init; } = [];

    public IReadOnlyList<ShellRedirect> Redirects { get; init; } = [];

    /// <summary>The word <c>sudo</c> before it; null when there is none.</summary>
    public ShellWord? Sudo { get; init; }

    /// <summary>Operator that joins the next command to it; empty for the last.</summary>
    public string After { get; init; } = "";

    /// <summary>Whether it is a step of <c>if</c>, <c>||</c> or another choice, so that it may not run at all.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether one of the flags is given, alone or, for single letters, among others as in <c>-qy</c>.</summary>
    public bool Has(params IEnumerable<string> flags) => flags.Any(flag => Arguments.Any(word =>
        word.Text == flag
        || (flag.StartsWith("--", StringComparison.Ordinal) && word.Text.StartsWith(flag + "=", StringComparison.Ordinal))
        || (flag.Length == 2 && flag[1] != '-' && word.Text.Length > 2 && word.Text[0] == '-' && word.Text[1] != '-' && word.Text.Contains(flag[1], StringComparison.Ordinal)
            && word.Text.Skip(1).All(char.IsAsciiLetter))));

    /// <summary>The first argument that is no flag: <c>install</c> in <c>apt-get -y install</c>.</summary>
    public string? Verb => Arguments.FirstOrDefault(word => !word.IsFlag)?.Text;

    public override string ToString() => string.Join(' ', Words.Select(word => word.Text));
}
