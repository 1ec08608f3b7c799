using LambdaImage.Pipeline;

namespace LambdaImage.Tests.Pipeline;

public sealed class Pumping_work
{
    private readonly PipelinePump _pump = new();

    [Fact]
    public void Posts_are_carried_out_in_order_on_the_calling_thread()
    {
        var caller = Environment.CurrentManagedThreadId;
        var seen = new List<(int Number, int Thread)>();

        _pump.Run(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                var number = i;
                await Task.Yield();
                _pump.Post(() => seen.Add((number, Environment.CurrentManagedThreadId)));
            }
        }, default);

        seen.ShouldBe(Enumerable.Range(0, 100).Select(number => (number, caller)));
    }

    [Fact]
    public void Work_itself_runs_elsewhere()
    {
        var caller = Environment.CurrentManagedThreadId;
        var worker = caller;

        _pump.Run(_ => Task.FromResult(worker = Environment.CurrentManagedThreadId), default);

        worker.ShouldNotBe(caller);
    }

    [Fact]
    public void A_question_is_answered_by_the_calling_thread()
    {
        var (caller, answer) = (Environment.CurrentManagedThreadId, 0);

        _pump.Run(async _ => answer = await _pump.InvokeAsync(() => Environment.CurrentManagedThreadId), default);

        answer.ShouldBe(caller);
    }

    [Fact]
    public void A_question_that_fails_fails_the_one_who_asked()
    {
        var failure = _pump.Run(_ => _pump.InvokeAsync<int>(() => throw new InvalidDataException("no")), default);

        failure.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public void The_failure_of_the_work_is_returned()
    {
        var failure = _pump.Run(_ => throw new InvalidDataException("broken"), default);

        failure.ShouldBeOfType<InvalidDataException>().Message.ShouldBe("broken");
    }

    [Fact]
    public void A_post_that_throws_cancels_the_work_and_waits_for_its_end()
    {
        var cleanedUp = false;

        Should.Throw<InvalidDataException>(() => _pump.Run(async cancel =>
        {
            _pump.Post(() => throw new InvalidDataException("downstream has enough"));
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                await Task.Yield();
                Volatile.Write(ref cleanedUp, true);
            }
        }, default));

        Volatile.Read(ref cleanedUp).ShouldBeTrue();
    }

    [Fact]
    public void After_a_post_has_thrown_nothing_more_is_carried_out()
    {
        var later = 0;

        Should.Throw<InvalidDataException>(() => _pump.Run(_ =>
        {
            _pump.Post(() => throw new InvalidDataException());
            _pump.Post(() => later++);
            return Task.CompletedTask;
        }, default));

        later.ShouldBe(0);
    }

    [Fact]
    public void Work_that_waits_for_an_answer_does_not_hang_when_a_post_has_thrown()
    {
        Task<int>? question = null;

        Should.Throw<InvalidDataException>(() => _pump.Run(async _ =>
        {
            _pump.Post(() => throw new InvalidDataException());
            question = _pump.InvokeAsync(() => 1);
            await question;
        }, default));

        question.ShouldNotBeNull().IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancellation_ends_the_work()
    {
        using var stop = new CancellationTokenSource();

        var failure = await Task.Run(() => _pump.Run(async cancel =>
        {
            _pump.Post(stop.Cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        }, stop.Token), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        failure.ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public void What_is_posted_after_the_end_is_dropped()
    {
        var late = 0;
        _pump.Run(_ => Task.CompletedTask, default);

        _pump.Post(() => late++).ShouldBeFalse();

        late.ShouldBe(0);
        _pump.InvokeAsync(() => late++).IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public void Posts_from_many_threads_all_arrive()
    {
        var count = 0;

        _pump.Run(_ => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++) _pump.Post(() => count++);
        }))), default);

        count.ShouldBe(8000);
    }
}
