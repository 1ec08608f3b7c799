using LambdaImage.Engine.CiServers;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.CiServers;

/// <summary>One step on a CI server: what it prints for the server, and what is told besides.</summary>
internal sealed class CiRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lambdaimage-ci-");

    /// <param name="variables">What the server sets; <c>@</c> in a value is the step's own folder.</param>
    public CiRun(params (string Name, string Value)[] variables)
    {
        var environment = new EmptyEnvironment([.. variables.Select(variable => (variable.Name, variable.Value.Replace("@", Folder, StringComparison.Ordinal)))]);
        Reporter = CiServer.OpenLog(environment, Lines.Add) is { } log ? new CiReporter(Inner, log) : null;
    }

    public string Folder => _folder.FullName;

    public List<string> Lines { get; } = [];

    public RecordingReporter Inner { get; } = new();

    /// <summary>Null: no server listens.</summary>
    public IWorkReporter? Reporter { get; }

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public void Dispose() => _folder.Delete(recursive: true);
}
