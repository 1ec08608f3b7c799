using LambdaImage.Pipeline;
using LambdaImage.Tests.Tool;

namespace LambdaImage.Tests.Pipeline;

public sealed class Carrying_out_plans
{
    private static readonly LambdaProject Project = new() { Path = "/app", Name = "app", Mode = BuildMode.Managed, ModeReason = "default" };

    private readonly DockerfileEngine _engine = new();
    private readonly List<string> _asked = [];

    [Fact]
    public async Task A_plan_that_changes_something_is_asked_about_and_run()
    {
        var file = await Steps(Answer.Yes).DoAsync(new DockerfileRequest { Project = Project }, CancellationToken.None);

        _asked.ShouldBe(["/app/Dockerfile: Write it"]);
        file.ShouldNotBeNull().State.ShouldBe(DockerfileState.Created);
    }

    [Theory]
    [InlineData(Answer.No)]
    [InlineData(Answer.WhatIf)]
    internal async Task A_plan_that_is_not_wanted_is_not_run(Answer answer)
    {
        var file = await Steps(answer).DoAsync(new DockerfileRequest { Project = Project }, CancellationToken.None);

        file.ShouldBeNull();
        _engine.Runs.ShouldBe(0);
    }

    [Fact]
    public async Task A_plan_that_changes_nothing_is_run_without_asking()
    {
        var file = await Steps(Answer.No).DoAsync(new DockerfileRequest { Project = Project, TextOnly = true }, CancellationToken.None);

        _asked.ShouldBeEmpty();
        file.ShouldNotBeNull();
    }

    [Fact]
    public async Task For_a_later_step_WhatIf_makes_the_Dockerfile_without_writing_it()
    {
        var file = await Steps(Answer.WhatIf).DockerfileAsync(new() { Project = Project }, CancellationToken.None);

        file.ShouldNotBeNull().State.ShouldBe(DockerfileState.NotWritten);
        _asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task For_a_later_step_a_no_is_a_no()
    {
        var file = await Steps(Answer.No).DockerfileAsync(new() { Project = Project }, CancellationToken.None);

        file.ShouldBeNull();
    }

    [Fact]
    public async Task The_reporter_is_told_of_a_change_and_what_came_of_it()
    {
        var listener = new Listener();
        var steps = new PlanSteps(_engine, listener, (_, _) => Task.FromResult(Answer.Yes), mayRefuse: false);

        await steps.DoAsync(new DockerfileRequest { Project = Project }, CancellationToken.None);
        await steps.DoAsync(new DockerfileRequest { Project = Project, TextOnly = true }, CancellationToken.None);

        listener.Told.ShouldBe(["begin Write it: /app/Dockerfile", "end", "LambdaDockerfile", "LambdaDockerfile"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Layers_are_sent_ahead_only_where_nobody_can_refuse(bool mayRefuse)
    {
        var engine = new ScriptedEngine();
        var steps = new PlanSteps(engine, new Silence(), (_, _) => Task.FromResult(Answer.Yes), mayRefuse);

        await steps.DoAsync(
            new ServiceRequest
            {
                Project = new() { Path = "/app" },
                Build = dockerfile => new() { Dockerfile = dockerfile },
                Publish = image => new() { Image = image },
                Update = new() { FunctionName = "shop", ImageUri = "" },
            },
            CancellationToken.None);

        engine.Requests.OfType<ServiceRequest>().Single().SendAhead.ShouldBe(!mayRefuse);
    }

    private PlanSteps Steps(Answer answer) => new(_engine, new Silence(), (target, action) =>
    {
        _asked.Add($"{target}: {action}");
        return Task.FromResult(answer);
    }, mayRefuse: false);

    private sealed class Listener : IWorkReporter, IDisposable
    {
        public List<string> Told { get; } = [];

        public void Report(WorkProgress progress)
        {
        }

        public void Log(LogLevel level, string message)
        {
        }

        public IDisposable Begin(string action, string target)
        {
            Told.Add($"begin {action}: {target}");
            return this;
        }

        public void Finish(object result) => Told.Add(result.GetType().Name);

        public void Dispose() => Told.Add("end");
    }

    private sealed class Silence : IWorkReporter
    {
        public void Report(WorkProgress progress)
        {
        }

        public void Log(LogLevel level, string message)
        {
        }
    }
}
