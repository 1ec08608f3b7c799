using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Environments;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Aws;

/// <summary>A connector on a fake AWS, with an environment, a clock and a log of the test's own.</summary>
internal sealed class AwsBench : IDisposable
{
    public AwsBench()
    {
        Folder = Directory.CreateTempSubdirectory("lambdaimage-aws-").FullName;
        Environment = new BenchEnvironment(Folder);
        Connector = new AwsConnector(Environment, Aws, Clock);
        Session = new AwsSession
        {
            Region = "eu-west-1",
            Keys = () => new AwsKeys(FakeAws.AccessKey, FakeAws.SecretKey, SessionToken: null),
            KeysSource = "-AccessKey",
            ProfileLocation = Path.Combine(Folder, "credentials"),
        };
        // One attempt, so that failures are not waited for; tests of retries set it higher.
        Environment["AWS_MAX_ATTEMPTS"] = "1";
        Environment["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    public FakeAws Aws { get; } = new();

    public BenchEnvironment Environment { get; }

    public JumpingClock Clock { get; } = new();

    public BenchReporter Reporter { get; } = new();

    public string Folder { get; }

    public AwsConnector Connector { get; }

    public AwsSession Session { get; set; }

    /// <summary>A session that has to find everything by itself.</summary>
    public AwsSession Bare => new() { ProfileLocation = Session.ProfileLocation };

    public AwsConnection Connect() => Connector.Connect(Session, Reporter);

    public void WriteProfiles(string text) => File.WriteAllText(Session.ProfileLocation!, text);

    public void Dispose()
    {
        Aws.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

internal sealed class BenchEnvironment(string home) : IEnvironment
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string this[string name]
    {
        set => _values[name] = value;
    }

    public string Home => home;

    public string CacheFolder => home;

    public string? Get(string name) => _values.GetValueOrDefault(name);
}

internal sealed class BenchReporter : IWorkReporter
{
    private readonly List<(LogLevel Level, string Text)> _lines = [];
    private readonly List<WorkProgress> _progress = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public IReadOnlyList<WorkProgress> Progress
    {
        get
        {
            lock (_progress) return [.. _progress];
        }
    }

    public string All => string.Join('\n', Lines.Select(line => $"{line.Level}: {line.Text}"));

    public void Report(WorkProgress progress)
    {
        lock (_progress) _progress.Add(progress);
    }

    public void Log(LogLevel level, string message)
    {
        lock (_lines) _lines.Add((level, message));
    }
}
