namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Where COPY, ADD and WORKDIR put things.</summary>
/// <param name="Path">Path from the root, without slashes at either end.</param>
/// <param name="IsFolder">Whether it is written as a folder: with a slash at its end, or as <c>.</c>.</param>
internal sealed record TargetPath(string Path, bool IsFolder)
{
    /// <summary>Reads a path of an instruction.</summary>
    /// <param name="text">As expanded.</param>
    /// <param name="workingDirectory">What relative paths are relative to.</param>
    public static TargetPath Of(string text, string workingDirectory)
    {
        var isFolder = text[(text.LastIndexOf('/') + 1)..] is "" or "." or "..";
        return new TargetPath(Clean(text.StartsWith('/') ? text : $"{workingDirectory}/{text}"), isFolder);
    }

    /// <summary>Resolves <c>.</c> and <c>..</c>; nothing is above the root.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
