using System.Text.RegularExpressions;
using LambdaImage.Engine.CiServers;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Sources;

/// <summary>Finds out which revision of the source a folder holds: what the CI server says, completed by git.</summary>
internal sealed partial class SourceRevisions(IEnvironment environment, IProcessRunner processes)
{
    // Looking must not write: git status would otherwise refresh the index, under a lock that a build may want.
    private static readonly Dictionary<string, string?> Variables = new(StringComparer.Ordinal)
    {
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["LC_ALL"] = "C",
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    /// <summary>Never fails for want of git: <see cref="SourceRevision.WhyUnknown"/> then says what is
    /// missing.</summary>
    /// <param name="folder">Folder of the project; null: only the CI server can tell.</param>
    /// <param name="cancel">Stops git.</param>
    public async Task<SourceRevision> ReadAsync(string? folder, CancellationToken cancel)
    {
        var server = CiServer.Find(environment)?.Read(environment) ?? new SourceRevision();
        var tree = folder is null
            ? new SourceRevision { WhyUnknown = "no project folder takes part" }
            : await TreeAsync(folder, cancel);
        return new SourceRevision
        {
            Sha = server.Sha ?? tree.Sha,
            Branch = server.Branch ?? tree.Branch,
            IsDirty = tree.IsDirty,
            Message = server.Message ?? tree.Message,
            User = server.User ?? tree.User ?? environment.Get("USER") ?? environment.Get("USERNAME"),
            WhyUnknown = server.Sha is null ? tree.WhyUnknown : null,
        };
    }

    /// <summary>Address of the repository that the folder was cloned from, without user and password; null: unknown.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="cancel">Stops git.</param>
    public async Task<string?> RepositoryAsync(string folder, CancellationToken cancel)
    {
        try
        {
            var remote = await GitAsync(folder, ["config", "--get", "remote.origin.url"], cancel);
            return remote.ExitCode == 0 && FirstLine(remote) is { Length: > 0 } address ? UserInfo().Replace(address, "") : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task<SourceRevision> TreeAsync(string folder, CancellationToken cancel)
    {
        try
        {
            var status = await GitAsync(folder, ["status", "--porcelain=v2", "--branch"], cancel);
            if (status.ExitCode != 0)
            {
                return new SourceRevision { WhyUnknown = status.Errors is [var said, ..] ? $"git says '{said}'" : $"git ended with {status.ExitCode}" };
            }

            var sha = Header(status, "# branch.oid ");
            if (sha is null or "(initial)") return new SourceRevision { WhyUnknown = $"'{folder}' has no commit yet" };
            var message = await GitAsync(folder, ["log", "-1", "--format=%s"], cancel);
            var user = await GitAsync(folder, ["config", "user.name"], cancel);
            return new SourceRevision
            {
                Sha = sha,
                Branch = Header(status, "# branch.head ") is { } branch and not "(detached)" ? branch : null,
                IsDirty = status.Output.Any(line => line.Length > 0 && line[0] != '#'),
                Message = FirstLine(message),
                User = FirstLine(user),
            };
        }
        catch (FileNotFoundException)
        {
            return new SourceRevision { WhyUnknown = "git is not installed" };
        }
    }

    private Task<ProcessResult> GitAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        processes.RunAsync(
            new ProcessCommand("git", ["-C", folder, .. arguments]) { Environment = Variables }, onLine: null, cancel);

    private static string? FirstLine(ProcessResult done) => done.Output is [var line, ..] ? line : null;

    private static string? Header(ProcessResult status, string name) =>
        status.Output.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    /// <summary>CI servers write tokens into the addresses that they clone from.</summary>
    [GeneratedRegex("(?<=://)[^/]*@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserInfo();
}
