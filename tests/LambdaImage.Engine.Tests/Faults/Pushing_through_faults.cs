using LambdaImage.Engine.Http;
using LambdaImage.Engine.Tests.Registries;
using LambdaImage.TestKit;
using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>Whatever goes wrong in whatever phase of a push: it arrives whole in the end, or fails with words, and then nobody can
/// take it for whole.</summary>
[Collection(nameof(BusyRegistry))]
public sealed class Pushing_through_faults : IDisposable
{
    private const int Half = FaultWorld.LayerSize / 2;

    private static readonly Phase[] Steps =
        [Phase.HeadManifest, Phase.HeadBlob, Phase.StartUpload, Phase.SendBytes, Phase.FinishUpload, Phase.PutManifest, Phase.PutTag];

    private static readonly Fault[] Moments =
        [Fault.LoseRequest, Fault.LoseAnswer, Fault.Answer(429, retryAfter: 7), Fault.Answer(500), Fault.Answer(503)];

    private readonly FaultWorld _world = new();

    public static TheoryData<string, int> Everywhere()
    {
        var cases = new TheoryData<string, int>();
        foreach (var step in Steps)
        {
            for (var moment = 0; moment < Moments.Length; moment++) cases.Add(step.ToString(), moment);
        }

        return cases;
    }

    public static TheoryData<string> EveryStep() => [.. Steps.Select(step => step.ToString())];

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public async Task What_passes_is_waited_for_and_the_image_arrives(string step, int moment)
    {
        var (phase, fault) = (Enum.Parse<Phase>(step), Moments[moment]);
        _world.Proxy.Plan(phase, fault, times: 2);
        await _world.PushAsync();
        _world.Proxy.Seen.Count(each => each.Fault == fault).ShouldBe(2);
        if (fault.RetryAfter is { } seconds) RegistryWorld.ShouldHaveObeyed(_world.Clock, seconds, seconds);
        await _world.ShouldBeThereAsync();
    }

    [SkippableTheory]
    [MemberData(nameof(EveryStep))]
    public async Task What_does_not_pass_is_told_and_the_next_run_goes_on(string step)
    {
        _world.Proxy.Plan(Enum.Parse<Phase>(step), Fault.Answer(503), times: 1000);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync());
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldStartWith("Tried to ");
        error.Message.ShouldContain($"{_world.Proxy.Address} kept failing with HTTP 503");
        error.Remedy.ShouldContain("Try again");
        await _world.ShouldNotBeThereAsync();

        _world.Proxy.Heal();
        await _world.PushAsync();
        await _world.ShouldBeThereAsync();
    }

    [SkippableTheory]
    [MemberData(nameof(EveryStep))]
    public async Task A_connection_that_always_breaks_is_told_and_the_next_run_goes_on(string step)
    {
        _world.Proxy.Plan(Enum.Parse<Phase>(step), Fault.LoseRequest, times: 1000);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync());
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain($"the connection to {_world.Proxy.Address} broke");
        error.Remedy.ShouldContain("Try again");
        await _world.ShouldNotBeThereAsync();

        _world.Proxy.Heal();
        await _world.PushAsync();
        await _world.ShouldBeThereAsync();
    }

    /// <summary>A token's answer is small, and may be cut all the same, by a proxy that is restarted.</summary>
    [SkippableTheory]
    [InlineData(nameof(Phase.StartUpload))]
    [InlineData(nameof(Phase.PutManifest))]
    public async Task A_token_that_is_cut_on_its_way_is_asked_for_again(string before)
    {
        using var world = new FaultWorld(new TokenGate());
        world.Proxy.Plan(Enum.Parse<Phase>(before), Fault.ExpireTokens).Plan(Phase.Token, Fault.CutAnswer(10), times: 2);
        await world.PushAsync();
        world.Proxy.Seen.Count(each => each.Phase == Phase.Token && each.Fault == Fault.CutAnswer(10)).ShouldBe(2);
        world.Proxy.Tokens!.Issued.ShouldBeGreaterThanOrEqualTo(4);
        await world.ShouldBeThereAsync();
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(Half)]
    [InlineData(FaultWorld.LayerSize - 1)]
    public async Task A_layer_that_is_cut_on_its_way_arrives_whole(long after)
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.CutRequest(after), times: 3);
        await _world.PushAsync();
        await _world.ShouldBeThereAsync();
    }

    /// <summary>After a cut the registry is asked how much arrived. What it does not tell is sent again.</summary>
    [SkippableTheory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 1000)]
    [InlineData(4, 1000)]
    public async Task A_question_how_much_arrived_may_fail_too(int moment, int times)
    {
        // Early, so that the smallest blob is cut, too.
        _world.Proxy.Plan(Phase.SendBytes, Fault.CutRequest(1)).Plan(Phase.AskUpload, Moments[moment], times);
        await _world.PushAsync();
        _world.Proxy.Seen.Count(each => each.Phase == Phase.AskUpload && each.Fault == Moments[moment]).ShouldBeGreaterThanOrEqualTo(2, string.Join(" ", _world.Proxy.Seen));
        await _world.ShouldBeThereAsync();
    }

    [SkippableFact]
    public async Task An_answer_that_breaks_in_the_middle_of_its_body_is_asked_for_again()
    {
        // Tells the digest of what a tag points at to who is not told it by HEAD.
        await _world.SeedAsync();
        _world.Proxy.Plan(Phase.GetManifest, Fault.CutAnswer(10));
        await FaultWorld.ReadAsync(await _world.OpenAsync());
    }

    [SkippableFact]
    public async Task Bytes_that_change_on_the_way_are_noticed_by_the_registry_and_sent_again()
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.SpoilRequest(Half));
        await _world.PushAsync();
        _world.Proxy.Count(Phase.SendBytes).ShouldBeGreaterThan(_world.Image.Layers.Count);
        await _world.ShouldBeThereAsync();
    }

    [SkippableFact]
    public async Task Bytes_that_always_change_on_the_way_are_told()
    {
        _world.Proxy.Plan(Phase.SendBytes, Fault.SpoilRequest(5), times: 1000);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync());
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        error.Message.ShouldContain("the registry computed another digest");
        error.Remedy.ShouldContain("changes the bytes");
        await _world.ShouldNotBeThereAsync();
    }

    [SkippableFact]
    public async Task A_manifest_that_changes_on_the_way_is_refused_and_told()
    {
        _world.Proxy.Plan(Phase.PutManifest, Fault.SpoilRequest(_world.Image.ManifestBytes.Length - 20), times: 1000);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.PushAsync());
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        await _world.ShouldNotBeThereAsync();
    }

    [SkippableTheory]
    [InlineData(nameof(Phase.HeadManifest))]
    [InlineData(nameof(Phase.SendBytes))]
    [InlineData(nameof(Phase.FinishUpload))]
    [InlineData(nameof(Phase.PutManifest))]
    public async Task A_registry_that_falls_silent_is_given_up_and_asked_again(string step)
    {
        // Longer than the longest wait for an answer.
        _world.PassTimeInSilence(TimeSpan.FromMinutes(6));
        _world.Proxy.Plan(Enum.Parse<Phase>(step), Fault.HoldRequest());
        await _world.PushAsync();
        await _world.ShouldBeThereAsync();
    }

    [SkippableFact]
    public async Task A_slow_line_is_no_silent_one()
    {
        var patience = new HttpTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _world.Proxy.Plan(Phase.SendBytes, Fault.Slow(FaultWorld.LayerSize / 30, TimeSpan.FromMilliseconds(70)), times: 2);
        await _world.PushAsync(_world.Catalog(TimeProvider.System, patience));
        await _world.ShouldBeThereAsync();
    }

    [SkippableTheory]
    [MemberData(nameof(EveryStep))]
    public async Task A_token_that_ends_in_the_middle_is_renewed(string step)
    {
        using var world = new FaultWorld(new TokenGate());
        world.Proxy.Plan(Enum.Parse<Phase>(step), Fault.ExpireTokens);
        await world.PushAsync();
        world.Proxy.Tokens!.Issued.ShouldBeGreaterThanOrEqualTo(step == nameof(Phase.HeadManifest) ? 1 : 2);
        await world.ShouldBeThereAsync();
    }

    [SkippableFact]
    public async Task A_token_refused_without_hearing_the_layer_out_is_renewed()
    {
        using var world = new FaultWorld(new TokenGate());
        // The connection is gone before the answer can be read: nobody says that it was the token.
        world.Proxy.Plan(Phase.SendBytes, Fault.AnswerAndHangUp(401), times: 2);
        var image = TestImage.Of([new TestLayer(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8_000_000))]);
        await world.PushAsync(image: image);
        await world.ShouldBeThereAsync(image);
    }

    [SkippableTheory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_token_service_that_fails_for_a_moment_is_asked_again(int status)
    {
        using var world = new FaultWorld(new TokenGate());
        world.Proxy.Plan(Phase.Token, Fault.Answer(status), times: 2).Plan(Phase.Token, Fault.LoseAnswer)
            .Plan(Phase.PutManifest, Fault.ExpireTokens);
        await world.PushAsync();
        await world.ShouldBeThereAsync();
    }

    [SkippableFact]
    public async Task A_registry_that_takes_no_token_is_told()
    {
        using var world = new FaultWorld(new TokenGate { RefusesAll = true });
        var error = await Should.ThrowAsync<LambdaImageException>(() => world.PushAsync());
        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Remedy.ShouldContain("docker login");
        await world.ShouldNotBeThereAsync();
    }

    [SkippableFact]
    public async Task A_ping_that_breaks_is_repeated()
    {
        _world.Proxy.Plan(Phase.Ping, Fault.LoseAnswer, times: 2).Plan(Phase.Ping, Fault.Answer(503));
        await _world.Catalog().PingAsync(_world.Target, CancellationToken.None);
        _world.Proxy.Count(Phase.Ping).ShouldBe(4);
    }

    public void Dispose() => _world.Dispose();
}
