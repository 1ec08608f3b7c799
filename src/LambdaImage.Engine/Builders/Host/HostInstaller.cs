using System.Globalization;
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

    /// <summary>What the programs are run by that do not change with it: a pnpm or mvn is a script, and a shim asks for the version that is chosen.</summary>
    private static readonly string[] Runtimes = ["node", "java", "php", "ruby", "python3", "python"];

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
    /// <remarks>Each installation has a folder of its own, and none is ever replaced: another build may be reading it. The key is written last, so what a
    /// killed process left behind is never found; it goes with those that nobody has used for long.</remarks>
    public async Task<string> InstallAsync(LambdaDockerfile dockerfile, bool renew, IWorkReporter reporter, CancellationToken cancel)
    {
        var install = dockerfile.HostInstall!;
        var root = Path.Combine(environment.CacheFolder, "host");
        CacheFile.MakeFolder(root);
        CacheFile.RemoveFolders(root, (time.GetUtcNow() - Keep).UtcDateTime);
        var inputs = Inputs(dockerfile, install, cancel);
        if (!renew && Find(root, await KeyAsync(install, inputs, file => file.Entry.Content!.Open(), cancel)) is { } known)
        {
            CacheFile.Touch(known, time.GetUtcNow());
            reporter.Log(LogLevel.Verbose, $"Nothing that {install.Tool} installs has changed; {known.FullName} is used again.");
            return Result(Work(known.FullName), install);
        }

        var folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        var work = Work(folder);
        try
        {
            await ContextCopy.WriteAsync(inputs, work, isLinked: null, cancel);
            // Of the copies: a file may have been saved since the first look.
            var key = await KeyAsync(install, inputs, file => File.OpenRead(Path.Combine(work, file.Path)), cancel);
            foreach (var command in install.Commands) await RunAsync(install, command, work, reporter, cancel);
            var result = Result(work, install);
            if (!Directory.Exists(result)) throw BuilderErrors.HostInstallGaveNothing(install.Tool, install.Result);
            CacheFile.Write(Key(folder), Encoding.UTF8.GetBytes(key));
            return result;
        }
        catch
        {
            CacheFile.RemoveFolder(folder);
            throw;
        }
    }

    /// <summary>The latest installation that was made of the same.</summary>
    private static DirectoryInfo? Find(string root, string key) => new DirectoryInfo(root).EnumerateDirectories()
        .Where(folder => CacheFile.Says(Key(folder.FullName), () => key))
        .MaxBy(folder => File.GetLastWriteTimeUtc(Key(folder.FullName)));

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

    /// <summary>All that the result depends on: what is run and where it is from, what it inherits, and the files.</summary>
    private async Task<string> KeyAsync(HostInstall install, IReadOnlyList<FileNode> files, Func<FileNode, Stream> open, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(JsonSerializer.Serialize(install, HostInstallJson.Default.HostInstall));
        var buffer = new byte[128 * 1024];
        foreach (var file in files)
        {
            Add($"{file.Path}\0{file.Entry.LinkTarget}\0{file.Entry.Mode}");
            if (file.Entry.Content is null) continue;
            try
            {
                await using var stream = open(file);
                while (await stream.ReadAsync(buffer, cancel) is > 0 and var read) hash.AppendData(buffer.AsSpan(0, read));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw DockerfileErrors.ContextFileUnreadable(file.Path, problem);
            }
        }

        foreach (var program in install.Commands.Select(Find).Concat(Runtimes.Select(name => _programs.Find(name)))) Add(Stamp(program));
        foreach (var (name, value) in InheritedVariables.Of(environment)) Add($"{name}={value}");
        return Convert.ToHexString(hash.GetHashAndReset())[..32].ToLowerInvariant();

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes($"\0{text}\0"));
    }

    /// <summary>Tells a program from another version of it, which has another path, size or time; links are followed to where it really is.</summary>
    private static string Stamp(string? path)
    {
        if (path is null) return "";
        var program = new FileInfo(RealPath.Of(path));
        return string.Create(CultureInfo.InvariantCulture, $"{program.FullName}\0{program.Length}\0{program.LastWriteTimeUtc.Ticks}");
    }

    /// <summary>The file that says what an installation was made of, and by being there that it is whole.</summary>
    private static string Key(string folder) => Path.Combine(folder, "key");

    /// <summary>Where the programs work, beside the key, so that the key does not get into an image.</summary>
    private static string Work(string folder) => Path.Combine(folder, "work");
}
