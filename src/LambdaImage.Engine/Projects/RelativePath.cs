namespace LambdaImage.Engine.Projects;

/// <summary>Works with the paths that files of a project name, which are relative to those files.</summary>
internal static class RelativePath
{
    /// <summary>A path as seen from the project; null when it leaves the project.</summary>
    /// <param name="file">The file that names the path, relative to the project.</param>
    /// <param name="path">The path as written.</param>
    public static string? Combine(string file, string path)
    {
        path = path.Replace('\\', '/');
        if (path.StartsWith('/')) return null;
        List<string> parts = [.. file.Split('/')[..^1]];
        foreach (var part in path.Split('/'))
        {
            if (part is "." or "") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
