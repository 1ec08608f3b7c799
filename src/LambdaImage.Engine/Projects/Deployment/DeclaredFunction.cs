namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>One function as another tool's file declares it.</summary>
/// <param name="Name">Name in that file.</param>
internal sealed record DeclaredFunction(string Name)
{
    /// <summary>What Lambda calls: the handler, or the command of an image.</summary>
    public DeclaredText? Handler { get; init; }

    /// <summary>For example <c>python3.13</c>; null for images, which do not name any.</summary>
    public DeclaredText? Runtime { get; init; }

    public DeclaredText? Architecture { get; init; }

    /// <summary>Folder of the code, relative to the project; the handler is relative to it. Empty: the project itself.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The function's own Dockerfile, relative to the project.</summary>
    public DeclaredText? Dockerfile { get; init; }

    /// <summary>Whether the function can be one of that runtime; one that names none fits all.</summary>
    public bool Fits(string runtime) => Runtime is null || DeclaredRuntime.IsFor(Runtime.Text, runtime);
}
