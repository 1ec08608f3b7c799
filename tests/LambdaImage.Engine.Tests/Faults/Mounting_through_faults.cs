using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>A layer that another repository of the registry has is taken over from there. What goes wrong with that costs bytes, never the push.</summary>
[Collection(nameof(BusyRegistry))]
public sealed class Mounting_through_faults : IDisposable
{
    private static readonly Fault[] Moments =
        [Fault.LoseRequest, Fault.LoseAnswer, Fault.Answer(429, retryAfter: 7), Fault.Answer(500), Fault.Answer(503)];

    private readonly FaultWorld _world = new();

    public static TheoryData<int> EveryMoment() => [.. Enumerable.Range(0, Moments.Length)];

    [SkippableTheory]
    [MemberData(nameof(EveryMoment))]
    public async Task What_passes_is_waited_for_and_no_byte_of_a_layer_is_sent(int moment)
    {
        var image = await _world.ImageOfAnotherRepositoryAsync();
        _world.Proxy.Plan(Phase.MountBlob, Moments[moment], times: 2);
        await _world.PushAsync(image: image);
        _world.Proxy.Seen.Count(each => each.Fault == Moments[moment]).ShouldBe(2);
        image.TestLayers.ShouldAllBe(layer => layer.Opened == 0);
        await _world.ShouldBeThereAsync(image);
    }

    [SkippableTheory]
    [MemberData(nameof(EveryMoment))]
    public async Task What_does_not_pass_is_made_good_by_sending_the_layers(int moment)
    {
        var image = await _world.ImageOfAnotherRepositoryAsync();
        _world.Proxy.Plan(Phase.MountBlob, Moments[moment], times: 1000);
        await _world.PushAsync(image: image);
        image.TestLayers.ShouldAllBe(layer => layer.Opened == 1);
        _world.Reporter.Text.ShouldContain("cannot be taken over from");
        await _world.ShouldBeThereAsync(image);
    }

    [SkippableFact]
    public async Task A_registry_that_falls_silent_is_asked_again()
    {
        var image = await _world.ImageOfAnotherRepositoryAsync();
        // Longer than the longest wait for an answer.
        _world.PassTimeInSilence(TimeSpan.FromMinutes(6));
        _world.Proxy.Plan(Phase.MountBlob, Fault.HoldAnswer());
        await _world.PushAsync(image: image);
        image.TestLayers.ShouldAllBe(layer => layer.Opened == 0);
        await _world.ShouldBeThereAsync(image);
    }

    [SkippableFact]
    public async Task A_token_that_ends_before_it_is_renewed()
    {
        using var world = new FaultWorld(new TokenGate());
        var image = await world.ImageOfAnotherRepositoryAsync();
        world.Proxy.Plan(Phase.MountBlob, Fault.ExpireTokens);
        await world.PushAsync(image: image);
        world.Proxy.Tokens!.Issued.ShouldBeGreaterThanOrEqualTo(2);
        image.TestLayers.ShouldAllBe(layer => layer.Opened == 0);
        await world.ShouldBeThereAsync(image);
    }

    public void Dispose() => _world.Dispose();
}
