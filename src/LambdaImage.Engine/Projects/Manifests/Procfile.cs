using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Deployment;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>The process types of a Procfile. <see href="https://devcenter.heroku.com/articles/procfile"/></summary>
internal static partial class Procfile
{
    public const string File = "Procfile";

    /// <summary>The command that serves the web; null when there is none.</summary>
    public static DeclaredText? Web(ProjectDirectory project) => project.Lines(File)
        .Select(line => (line.Number, Match: Entry().Match(line.Text)))
        .Where(line => line.Match.Success)
        .Select(line => new DeclaredText(line.Match.Groups["command"].Value.Trim(), File, line.Number))
        .FirstOrDefault(command => command.Text.Length > 0);

    [GeneratedRegex(@"^web:(?<command>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
