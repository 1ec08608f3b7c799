using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Benchmarks;

/// <summary>What <c>Get-LambdaProject</c> does in a repository of 100,000 files: less than a second, once the file
/// system knows them.</summary>
[Config(typeof(Config))]
[MemoryDiagnoser]
public class DetectionBenchmark
{
    private const int Packages = 100;
    private const int FoldersEach = 20;
    private const int FilesEach = 50;

    private TempProject? _monorepo;
    private TempProject? _workspace;

    /// <summary>100 packages of 1,000 files beside an app in the root, and the same without an app.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _monorepo = Repository();
        _monorepo.Write("index.js", "exports.handler = async () => 1;");
        _workspace = Repository();
    }

    /// <summary>Removes both.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _monorepo?.Dispose();
        _workspace?.Dispose();
    }

    /// <summary>The root has a handler; every framework looks for its files.</summary>
    [Benchmark]
    public object App() => Resolve(_monorepo!);

    /// <summary>The root has none, so its apps are looked for to be named.</summary>
    [Benchmark]
    public object Workspace()
    {
        try
        {
            return Resolve(_workspace!);
        }
        catch (LambdaImageException error)
        {
            return error;
        }
    }

    private static LambdaProject Resolve(TempProject project) =>
        new ProjectResolver(new NoEnvironment(), TimeProvider.System).Resolve(new ProjectRequest { Path = project.Path });

    private static TempProject Repository()
    {
        var project = new TempProject(("package.json", """{ "name": "monorepo", "workspaces": ["packages/*"] }"""), ("tsconfig.json", "{}"));
        for (var package = 0; package < Packages; package++)
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"packages/p{package}");
            project.Write($"{folder}/package.json", """{ "dependencies": { "express": "5" }, "scripts": { "start": "node server.js" } }""");
            for (var part = 0; part < FoldersEach; part++)
            {
                var parent = Directory.CreateDirectory(project.Of(string.Create(CultureInfo.InvariantCulture, $"{folder}/src/part{part % 5}/deep{part}"))).FullName;
                for (var file = 0; file < FilesEach; file++)
                    File.WriteAllText(Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"module{file}.{Extension(file)}")), "// nothing\n");
            }
        }

        return project;
    }

    private static string Extension(int file) => (file % 10) switch { 0 => "cs", 1 => "py", 2 => "go", 3 => "java", _ => "ts" };

    /// <summary>In this process: the engine is internal, and one build is enough.</summary>
    private sealed class Config : ManualConfig
    {
        public Config() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
