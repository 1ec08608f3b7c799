using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Host;

/// <summary>Installs a project's dependencies on this machine, in a folder of the cache: the project folder stays as it is.</summary>
internal sealed class HostInstaller(IProcessRunner processes, IEnvironment environment, TimeProvider time)
{
    /// <summary>An installation that nobody has used in this time is made again.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    private readonly ProgramSearch _programs = new(environment);

    /// <summary>The first program that is not on this machine; null when all are there.</summary>
    public string? Missing(HostInstall install) =>
        install.Commands.FirstOrDefault(command => Find(command) is null)?.Program;

    /// <summary>Installs, unless the same was installed before.</summary>
    /// <param name="dockerfile">The project and what is to run.</param>
    /// <param name="renew">Whether an earlier result is ignored.</param>
    /// <param name="reporter">Takes the programs' output.</param>
    /// <param name="cancel">Stops the programs.</param>
    /// <returns>Absolute path of the folder that becomes the build context.</returns>
    /// <exception cref="LambdaImageException">A program is missing or failed.</exception>
    public async Task<string> InstallAsync(LambdaDockerfile dockerfile, bool renew, IWorkReporter reporter, CancellationToken cancel)
    {
        var install = dockerfile.HostInstall!;
        var root = Path.Combine(environment.CacheFolder, "host");
        CacheFile.MakeFolder(root);
        CacheFile.RemoveFolders(root, (time.GetUtcNow() - Keep).UtcDateTime);
        var inputs = Inputs(dockerfile, install, cancel);
        var folder = Path.Combine(root, await KeyAsync(install, inputs, cancel));
        if (!renew && Directory.Exists(folder))
        {
            Directory.SetLastWriteTimeUtc(folder, time.GetUtcNow().UtcDateTime);
            reporter.Log(LogLevel.Verbose, $"Nothing that {install.Tool} installs has changed; {folder} is used again.");
            return Result(folder, install);
        }

        var work = folder + "." + Guid.NewGuid().ToString("N");
        try
        {
            await ContextCopy.WriteAsync(inputs, work, isLinked: null, cancel);
            foreach (var command in install.Commands) await RunAsync(install, command, work, reporter, cancel);
            if (!Directory.Exists(Result(work, install))) throw BuilderErrors.HostInstallGaveNothing(install.Tool, install.Result);
            Replace(work, folder);
        }
        finally
        {
            CacheFile.RemoveFolder(work);
        }

        return Result(folder, install);
    }

    private async Task RunAsync(HostInstall install, HostCommand command, string work, IWorkReporter reporter, CancellationToken cancel)
    {
        var program = Find(command) ?? throw BuilderErrors.HostToolMissing(install.Tool, command.Program);
        var process = new ProcessCommand(program, command.Arguments)
        {
            WorkingDirectory = work,
            Environment = command.Environment.ToDictionary(variable => variable.Key, string? (variable) => variable.Value, StringComparer.Ordinal),
        };
        var text = CommandLine.Render(process);
        reporter.Log(LogLevel.Verbose, $"Running on this machine: {text}");
        var result = await processes.RunAsync(process, line => reporter.Log(LogLevel.Build, SecretMask.Apply(line.Text)), cancel);
        if (result.ExitCode != 0) throw BuilderErrors.HostInstallFailed(install.Tool, text, result);
    }

    private string? Find(HostCommand command) =>
        new[] { command.Program }.Concat(command.Alternatives).Select(name => _programs.Find(name)).OfType<string>().FirstOrDefault();

    private static string Result(string folder, HostInstall install) => Path.GetFullPath(install.Result, folder);

    /// <summary>The files to copy, without what the ignore file leaves out.</summary>
    private static IReadOnlyList<FileNode> Inputs(LambdaDockerfile dockerfile, HostInstall install, CancellationToken cancel)
    {
        var ignore = DockerIgnore.Parse(dockerfile.IgnoreText ?? "", dockerfile.IgnorePath);
        var context = new BuildContext(dockerfile.ContextPath, ignore, cancel);
        List<FileNode> files = [];
        foreach (var input in install.Inputs)
        {
            if (context.Tree.Find(input == "." ? "" : input) is { } node) Collect(node, files);
        }

        return [.. files.DistinctBy(file => file.Path, StringComparer.Ordinal).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static void Collect(FileNode node, List<FileNode> files)
    {
        if (node.Entry.Kind != EntryKind.Directory) files.Add(node);
        foreach (var child in node.Children) Collect(child, files);
    }

    private static async Task<string> KeyAsync(HostInstall install, IReadOnlyList<FileNode> files, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(install, HostInstallJson.Default.HostInstall)));
        var buffer = new byte[128 * 1024];
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{file.Path}\0{file.Entry.LinkTarget}\0{file.Entry.Mode}\0"));
            if (file.Entry.Content is not { } content) continue;
            await using var stream = content.Open();
            while (await stream.ReadAsync(buffer, cancel) is > 0 and var read) hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..32].ToLowerInvariant();
    }

    private static void Replace(string work, string folder)
    {
        CacheFile.RemoveFolder(folder);
        try
        {
            Directory.Move(work, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process made the same in the meantime.
        }
    }
}
