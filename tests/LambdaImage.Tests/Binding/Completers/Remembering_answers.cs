using LambdaImage.Binding.Completers;
using LambdaImage.TestKit;

namespace LambdaImage.Tests.Binding.Completers;

public sealed class Remembering_answers
{
    private static readonly IReadOnlyList<Completion> Words = [new("shop")];

    private readonly SkippingClock _clock = new(longestSkip: TimeSpan.Zero);
    private readonly CompletionCache _cache;
    private int _asked;

    public Remembering_answers() => _cache = new(_clock);

    [Fact]
    public void The_same_question_is_asked_once_in_a_minute()
    {
        Find("a").ShouldBe(Words);
        Find("a").ShouldBe(Words);
        Find("b").ShouldBe(Words);
        _asked.ShouldBe(2);

        _clock.Advance(CompletionCache.Lifetime + TimeSpan.FromSeconds(1));

        Find("a").ShouldBe(Words);
        _asked.ShouldBe(3);
    }

    [Fact]
    public void A_failure_is_silent_and_not_remembered()
    {
        _cache.Find("a", () => Task.FromException<IReadOnlyList<Completion>>(new InvalidOperationException())).ShouldBeEmpty();
        _cache.Find("b", () => throw new InvalidOperationException()).ShouldBeEmpty();

        Find("a").ShouldBe(Words);
        Find("b").ShouldBe(Words);
    }

    [Fact]
    public void Nobody_waits_long_for_an_answer_which_is_there_the_next_time()
    {
        var impatient = new SkippingClock();
        var cache = new CompletionCache(impatient);
        var answer = new TaskCompletionSource<IReadOnlyList<Completion>>();

        cache.Find("a", () => answer.Task).ShouldBeEmpty();
        impatient.Skipped.ShouldBe([CompletionCache.Patience]);

        answer.SetResult(Words);
        cache.Find("a", () => throw new InvalidOperationException("asked twice")).ShouldBe(Words);
    }

    private IReadOnlyList<Completion> Find(string question) => _cache.Find(question, () =>
    {
        _asked++;
        return Task.FromResult(Words);
    });
}
