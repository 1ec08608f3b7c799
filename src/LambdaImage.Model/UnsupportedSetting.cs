namespace LambdaImage;

/// <summary>Something in another tool's file that has no counterpart here.</summary>
/// <param name="Key">Its path in that file, for example <c>functions.api.events</c>.</param>
/// <param name="File">The file, relative to the folder.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Reason">Why it has none.</param>
/// <param name="Instead">What to do instead.</param>
public sealed record UnsupportedSetting(string Key, string File, int Line, string Reason, string Instead)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{File}:{Line}: {Key}: {Reason}. {Instead}";
}
