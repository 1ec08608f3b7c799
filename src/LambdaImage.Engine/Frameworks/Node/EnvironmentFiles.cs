using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Options of Node.js that load variables from a file: it does not start without the file.
/// <see href="https://nodejs.org/api/cli.html#--env-filefile"/></summary>
internal static class EnvironmentFiles
{
    private const string Option = "--env-file";

    /// <summary>The command without the files that are not in the image, of which the user is told.</summary>
    public static string[] WithoutLost(string[] command, NodeApp app, DockerfileBuilder file)
    {
        List<string> kept = [];
        var end = NodeStart.EntryAt(command) ?? 0;
        for (var at = 0; at < command.Length; at++)
        {
            var isPair = at < end && command[at] == Option;
            var path = isPair ? command[at + 1] : at < end && command[at].StartsWith(Option + "=", StringComparison.Ordinal) ? command[at][(Option.Length + 1)..] : null;
            if (path is null || IsInImage(app, path, file))
            {
                kept.Add(command[at]);
                continue;
            }

            file.Warn($"The server is started with {Option} {path}, which is not in the image, so the image starts it without; give the variables to the function (-EnvironmentVariable), "
                + $"or take the file in (ignore: [\"!{app.Folder}{path}\"]).");
            if (isPair) at++;
        }

        return [.. kept];
    }

    private static bool IsInImage(NodeApp app, string path, DockerfileBuilder file) =>
        RelativePath.Combine("", path) is { } plain && app.Directory.Exists(plain)
        && !DockerIgnore.Parse(string.Join('\n', CommonIgnores.All.Concat(file.Options.Ignore))).Excludes(app.Folder + plain);
}
