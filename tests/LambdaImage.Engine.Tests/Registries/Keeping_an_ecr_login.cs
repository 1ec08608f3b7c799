using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Keeping_an_ecr_login
{
    private static readonly ImageReference App = ImageReference.Parse(RegistryWorld.Ecr + "/app");

    private readonly SkippingClock _clock = new();
    private readonly EcrCredentials _credentials;
    private TimeSpan? _lifetime = TimeSpan.FromHours(12);
    private bool _hasKeys = true;
    private int _calls;
    private EcrRegistry? _asked;

    public Keeping_an_ecr_login() => _credentials = new EcrCredentials(
        (host, _) =>
        {
            _asked = host;
            return Task.FromResult<RegistryLogin?>(
                _hasKeys ? new RegistryLogin("AWS", $"pw{++_calls}", "ECR", _clock.GetUtcNow() + _lifetime) : null);
        },
        _clock);

    [Fact]
    public async Task It_is_asked_for_in_the_region_of_the_registry()
    {
        (await FindAsync(App))!.Password.ShouldBe("pw1");
        (_asked!.Region, _asked.AccountId).ShouldBe(("eu-west-1", "123456789012"));
    }

    [Theory]
    [InlineData(10.9, 1)]
    [InlineData(11.1, 2)]
    public async Task It_serves_until_an_hour_before_its_end(double hours, int calls)
    {
        await FindAsync(App);
        _clock.Advance(TimeSpan.FromHours(hours));
        await FindAsync(App);
        _calls.ShouldBe(calls);
    }

    [Theory]
    [InlineData(10.9, 1)]
    [InlineData(11.1, 2)]
    public async Task Without_a_known_end_twelve_hours_are_assumed(double hours, int calls)
    {
        _lifetime = null;
        await FindAsync(App);
        _clock.Advance(TimeSpan.FromHours(hours));
        await FindAsync(App);
        _calls.ShouldBe(calls);
    }

    [Fact]
    public async Task A_short_lived_one_serves_for_half_its_life()
    {
        _lifetime = TimeSpan.FromMinutes(10);
        await FindAsync(App);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await FindAsync(App);
        _calls.ShouldBe(1);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await FindAsync(App);
        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_rejected_one_is_not_given_again()
    {
        _credentials.Reject((await FindAsync(App))!);
        (await FindAsync(App))!.Password.ShouldBe("pw2");
    }

    [Fact]
    public async Task Another_account_has_its_own()
    {
        await FindAsync(App);
        await FindAsync(ImageReference.Parse("999999999999.dkr.ecr.eu-west-1.amazonaws.com/app"));
        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task Without_aws_credentials_the_next_source_has_its_turn()
    {
        _hasKeys = false;
        (await FindAsync(App)).ShouldBeNull();
    }

    [Fact]
    public async Task Other_registries_get_none()
    {
        (await FindAsync(ImageReference.Parse("public.ecr.aws/lambda/nodejs"))).ShouldBeNull();
        _calls.ShouldBe(0);
    }

    private Task<RegistryLogin?> FindAsync(ImageReference reference) =>
        _credentials.FindAsync(reference, CancellationToken.None).AsTask();
}
