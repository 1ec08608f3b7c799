using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.Engine.Tests.Builders.Cli;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;
using NSubstitute;

namespace LambdaImage.Engine.Tests.Caches;

/// <summary>The cache is above its limit all the time, and another process makes room in it.</summary>
public sealed class Holding_what_is_in_use : IEnvironment, IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly PassingTime _time = new();

    string IEnvironment.Home => _scratch["home"];

    string IEnvironment.CacheFolder => _scratch["cache"];

    [Fact]
    public void It_stays_for_as_long_as_it_is_held()
    {
        Unit("builds/mine/image.tar");
        Unit("compressed/aa.tar.gz");
        Unit("layers/key/bb.tar.gz");
        Unit("builds/other/image.tar");

        using (new CacheStore(this, _time).Hold([_scratch["cache/builds/mine/image.tar"], _scratch["cache/compressed/aa.tar.gz"], _scratch["cache/layers/key"]]))
        {
            PassAndSweep();
            Left().ShouldBe(["builds/mine/image.tar", "compressed/aa.tar.gz", "layers/key/bb.tar.gz"]);
        }

        PassAndSweep();
        Left().ShouldBeEmpty();
    }

    [Fact]
    public void The_file_itself_keeps_its_time_by_which_others_know_it()
    {
        Unit("builds/mine/image.tar");
        var written = File.GetLastWriteTimeUtc(_scratch["cache/builds/mine/image.tar"]);

        using (new CacheStore(this, _time).Hold([_scratch["cache/builds/mine/image.tar"]])) PassAndSweep();

        File.GetLastWriteTimeUtc(_scratch["cache/builds/mine/image.tar"]).ShouldBe(written);
    }

    [Fact]
    public void What_a_killed_process_held_is_free_after_an_hour()
    {
        Unit("compressed/aa.tar.gz");
        var killed = new PassingTime();
        _ = new CacheStore(this, killed).Hold([_scratch["cache/compressed/aa.tar.gz"]]);

        PassAndSweep(TimeSpan.FromHours(2));

        Left().ShouldBeEmpty();
    }

    [Fact]
    public void Files_that_are_not_in_the_cache_are_left_alone()
    {
        var own = _scratch.Write("image.tar", "own");
        File.SetLastWriteTimeUtc(own, DateTime.UnixEpoch);

        using (new CacheStore(this, _time).Hold([own, _scratch["cache/notes/x"], "registry.test/shop:1"])) _time.Pass(TimeSpan.FromHours(2));

        File.GetLastWriteTimeUtc(own).ShouldBe(DateTime.UnixEpoch);
    }

    [Fact]
    public void What_is_in_it_is_told_from_what_is_somebodys_own()
    {
        var cache = new CacheStore(this, _time);

        cache.Has(_scratch["cache/builds/mine/layout"]).ShouldBeTrue();
        cache.Has(_scratch["cache/notes/x"]).ShouldBeFalse();
        cache.Has(_scratch["image.tar"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    public async Task A_name_that_no_file_can_have_is_told_as_no_image(string name)
    {
        using var bench = new AwsBench();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        using var engine = new LambdaImageEngine(new EngineParts(this, internet, bench.Connector, new FakeProcessRunner(), _time));
        var image = new ImageInput(null, name);

        var measured = await Should.ThrowAsync<LambdaImageException>(() => engine.PlanAsync(new MeasureImageRequest { Image = image, Session = bench.Session }, new RecordingReporter(), CancellationToken.None));
        var compared = await Should.ThrowAsync<LambdaImageException>(() => engine.PlanAsync(new CompareImagesRequest { Reference = image, Difference = image, Session = bench.Session }, new RecordingReporter(), CancellationToken.None));

        (measured.Kind, compared.Kind).ShouldBe((ErrorKind.ReferenceInvalid, ErrorKind.ReferenceInvalid));
    }

    [Fact]
    public async Task A_build_that_is_opened_stays_although_a_newer_one_waits()
    {
        using var project = new BuildFolder();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        var archive = _scratch.Write("cache/builds/mine/image.tar", "");
        await File.WriteAllBytesAsync(archive, new FakeDocker(project, "28.2.2", null).Saved().ToArray());
        NewerBuildWaits();
        var opener = new ImageOpener(new EngineParts(this, internet, null!, new FakeProcessRunner(), _time), null!, new RecordingReporter());

        await opener.OpenAsync(new ImageLocation(ImageLocationKind.Archive, archive), LambdaArchitecture.X86_64, CancellationToken.None);
        PassAndSweep(TimeSpan.FromMinutes(31));

        File.Exists(archive).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_build_that_is_measured_or_compared_stays_although_the_command_makes_room_first(bool isMeasured)
    {
        using var project = new BuildFolder();
        using var bench = new AwsBench();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        var archive = _scratch.Write("cache/builds/mine/image.tar", "");
        await File.WriteAllBytesAsync(archive, new FakeDocker(project, "28.2.2", null).Saved().ToArray());
        NewerBuildWaits();
        using var engine = new LambdaImageEngine(new EngineParts(this, internet, bench.Connector, new FakeProcessRunner(), _time));
        var image = new ImageInput(null, archive);

        if (isMeasured) await engine.PlanAsync(new MeasureImageRequest { Image = image, Session = bench.Session }, new RecordingReporter(), CancellationToken.None);
        else await engine.PlanAsync(new CompareImagesRequest { Reference = image, Difference = image, Session = bench.Session }, new RecordingReporter(), CancellationToken.None);

        File.Exists(archive).ShouldBeTrue();
        File.Exists(_scratch["cache/swept"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_build_that_is_the_base_of_another_stays_although_that_makes_room_first()
    {
        using var project = new BuildFolder();
        using var bench = new AwsBench();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        var layout = _scratch["cache/builds/mine/image"];
        Directory.CreateDirectory(Path.GetDirectoryName(layout)!);
        await OciLayout.WriteAsync(MemoryImage.Create(null, MediaTypes.OciManifest, null, [MemoryImage.File("tool", "works")]), layout, "tools:v1", LayoutContent.Complete, new RecordingReporter(), CancellationToken.None);
        NewerBuildWaits();
        project.Write("app.js", "code");
        var request = project.Job("FROM base\nCOPY app.js /\nCMD app.handler\n").Request with
        {
            Engine = BuildEngine.Daemonless,
            BuildContexts = new Dictionary<string, string> { ["base"] = $"oci-layout://{layout}:v1" },
            Session = bench.Session,
        };
        using var engine = new LambdaImageEngine(new EngineParts(this, internet, bench.Connector, new FakeProcessRunner(), _time));

        var built = await (await engine.PlanAsync(request, new RecordingReporter(), CancellationToken.None)).RunAsync(new RecordingReporter(), CancellationToken.None);

        built.Layers.Count.ShouldBe(2);
        File.Exists(_scratch["cache/swept"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(ImageLocationKind.OciLayout)]
    [InlineData(ImageLocationKind.Archive)]
    public async Task Of_a_build_that_is_gone_it_is_told_why(ImageLocationKind kind)
    {
        using var bench = new AwsBench();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        using var engine = new LambdaImageEngine(new EngineParts(this, internet, bench.Connector, new FakeProcessRunner(), _time));
        var request = Publish(bench, _scratch["cache/builds/mine/image"]);
        request = request with { Image = request.Image with { Location = request.Image.Location with { Kind = kind } } };

        var problem = await Should.ThrowAsync<LambdaImageException>(() => engine.PlanAsync(request, new RecordingReporter(), CancellationToken.None));

        problem.Kind.ShouldBe(ErrorKind.ImageNotFound);
        problem.Message.ShouldContain("its limit took");
        problem.Remedy.ShouldContain(CacheStore.LimitVariable);
    }

    [Fact]
    public async Task A_push_that_lasts_for_days_has_its_image_to_the_end()
    {
        using var project = new BuildFolder();
        using var bench = new AwsBench();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        var repository = internet.Host("registry.test").Repository("shop");
        var saved = new FakeDocker(project, "28.2.2", null).Saved();
        var archive = _scratch.Write("cache/builds/mine/image.tar", "");
        await File.WriteAllBytesAsync(archive, saved.ToArray());
        using var engine = new LambdaImageEngine(new EngineParts(this, internet, bench.Connector, new FakeProcessRunner(), _time));
        var plan = await engine.PlanAsync(Publish(bench, archive), new RecordingReporter(), CancellationToken.None);
        var swept = 0;
        internet.BeforeAnswer = (request, _) =>
        {
            if (request.Method is "POST" or "PATCH" or "PUT")
            {
                // Blobs are sent side by side.
                lock (_time) PassAndSweep();
                Interlocked.Increment(ref swept);
            }

            return Task.CompletedTask;
        };

        await plan.RunAsync(new RecordingReporter(), CancellationToken.None);

        swept.ShouldBeGreaterThan(5);
        Left().Length.ShouldBe(6, "the archive, two compressed layers with their notes, and the note that they are published");
        repository.Blobs.Count.ShouldBe(3);
        PassAndSweep(TimeSpan.FromHours(2));
        Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_written_for_days_has_its_layers_to_the_end()
    {
        using var project = new BuildFolder();
        using var bench = new AwsBench();
        using var internet = new InMemoryRegistry(TimeProvider.System);
        var archive = _scratch["saved.tar"];
        await File.WriteAllBytesAsync(archive, new FakeDocker(project, "28.2.2", null).Saved().ToArray());
        using var engine = new LambdaImageEngine(new EngineParts(this, internet, bench.Connector, new FakeProcessRunner(), _time));
        var request = new ExportImageRequest { Image = new ImageInput(null, archive), Path = _scratch["out.tar"], Tag = "shop:1", Session = bench.Session };
        var plan = await engine.PlanAsync(request, new RecordingReporter(), CancellationToken.None);
        var slow = Substitute.For<IWorkReporter>();
        slow.When(reporter => reporter.Report(Arg.Any<WorkProgress>())).Do(_ => PassAndSweep());

        await plan.RunAsync(slow, CancellationToken.None);

        slow.ReceivedWithAnyArgs().Report(default!);
        File.Exists(_scratch["out.tar"]).ShouldBeTrue();
        PassAndSweep(TimeSpan.FromHours(2));
        Left().ShouldBeEmpty();
    }

    string? IEnvironment.Get(string name) => name == CacheStore.LimitVariable ? "1B" : null;

    public void Dispose() => _scratch.Dispose();

    private PublishRequest Publish(AwsBench bench, string archive) => new()
    {
        Image = new BuiltLambdaImage
        {
            Reference = "shop:1",
            Digest = Digest.Of([]).Value,
            ImageId = Digest.Of([]).Value,
            Size = 1,
            Architecture = LambdaArchitecture.X86_64,
            Builder = "docker",
            Location = new ImageLocation(ImageLocationKind.Archive, archive),
        },
        Destination = "registry.test/shop",
        Tags = ["1"],
        Session = bench.Session,
    };

    private void Unit(string name)
    {
        var used = DateTime.UtcNow.AddDays(-9);
        File.SetLastWriteTimeUtc(_scratch.Write("cache/" + name, "ten bytes!"), used);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(_scratch["cache/" + name])!, used);
    }

    /// <summary>It is the one that waits to be published, so what was built before goes after two hours.</summary>
    private void NewerBuildWaits()
    {
        _scratch.Write("cache/builds/newer/image.tar", "ten bytes!");
        _time.Pass(TimeSpan.FromHours(2));
        Directory.SetLastWriteTimeUtc(_scratch["cache/builds/newer"], DateTime.UtcNow.AddMinutes(30));
    }

    /// <param name="time">How long; null: until no build is waited for any longer.</param>
    private void PassAndSweep(TimeSpan? time = null)
    {
        _time.Pass(time ?? CacheStore.BuildsKept + TimeSpan.FromHours(1));
        new CacheStore(this, _time).KeepWithinLimit();
    }

    private string[] Left() =>
    [
        .. Directory.GetFiles(_scratch["cache"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_scratch["cache"], path))
            .Where(path => path != "swept").Order(StringComparer.Ordinal),
    ];

    /// <summary>A clock that goes on when it is told to. What is to be done again and again is then done once.</summary>
    private sealed class PassingTime : TimeProvider
    {
        private readonly List<Repeated> _repeated = [];
        private DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time)
        {
            _now += time;
            _repeated.ForEach(each => each.Callback());
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period == Timeout.InfiniteTimeSpan) return System.CreateTimer(callback, state, dueTime, period);
            period.ShouldBeLessThan(CacheStore.InUse);
            var repeated = new Repeated(() => callback(state), _repeated);
            _repeated.Add(repeated);
            return repeated;
        }

        private sealed record Repeated(Action Callback, List<Repeated> All) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

            public void Dispose() => All.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
