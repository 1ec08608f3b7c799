namespace LambdaImage.Engine.Lint;

/// <summary>A comment that asks for silence.</summary>
/// <param name="Line">One-based line of the comment.</param>
/// <param name="From">First line it is good for.</param>
/// <param name="To">Last line it is good for.</param>
/// <param name="Rules">Names of rules with the column of each.</param>
/// <param name="Reason">What the author says about it; empty when nothing.</param>
/// <param name="Problem">What is wrong with the comment; null when nothing is.</param>
internal sealed record Suppression(
    int Line, int From, int To, IReadOnlyList<(string Id, int Column)> Rules, string Reason, string? Problem = null)
{
    public bool Covers(int line) => line >= From && line <= To;
}
