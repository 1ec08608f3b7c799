using LambdaImage.Pipeline;
using LambdaImage.TestKit;

namespace LambdaImage.Tests.Pipeline;

public sealed class Coalescing_progress
{
    private readonly Queue<Action> _posts = new();
    private readonly List<WorkProgress> _written = [];
    private readonly CoalescingProgress _progress;

    private readonly SkippingClock _clock = new();
    private bool _accepts = true;

    public Coalescing_progress() => _progress = new(Post, _written.Add, _clock);

    [Fact]
    public void A_burst_queues_one_flush()
    {
        for (var i = 0; i < 1000; i++) _progress.Report(Piece(1, i));

        _posts.Count.ShouldBe(1);
    }

    [Fact]
    public void Only_the_newest_state_of_each_piece_is_written()
    {
        for (var i = 1; i <= 10; i++)
        {
            _progress.Report(Piece(2, i));
            _progress.Report(Piece(1, i * 10));
        }

        Flush();

        _written.ShouldBe([Piece(1, 100), Piece(2, 10)]);
    }

    [Fact]
    public void What_comes_after_a_flush_is_flushed_again()
    {
        _progress.Report(Piece(1, 1));
        Flush();
        _clock.Advance(CoalescingProgress.Interval);
        _progress.Report(Piece(1, 2));
        Flush();

        _written.Select(piece => piece.Done).ShouldBe([1, 2]);
    }

    [Fact]
    public void More_of_the_same_waits_a_moment()
    {
        _progress.Report(Piece(1, 1));
        Flush();
        _progress.Report(Piece(1, 2));

        _posts.ShouldBeEmpty();
    }

    [Fact]
    public void News_do_not_wait()
    {
        _progress.Report(Piece(1, 1));
        Flush();
        _progress.Report(Piece(1, 2) with { Status = "Almost there" });
        Flush();
        _progress.Report(Piece(2, 1));
        Flush();
        _progress.Report(Piece(2, 1) with { Completed = true });
        Flush();

        _written.Select(piece => (piece.Id, piece.Done, piece.Completed)).ShouldBe([(1, 1, false), (1, 2, false), (2, 1, false), (2, 1, true)]);
    }

    [Fact]
    public void At_the_end_everything_still_shown_is_taken_away_children_first()
    {
        _progress.Report(Piece(1, 1));
        _progress.Report(Piece(2, 1));
        Flush();
        _written.Clear();

        _progress.End();

        _written.Select(piece => (piece.Id, piece.Completed)).ShouldBe([(2, true), (1, true)]);
    }

    [Fact]
    public void A_piece_that_ended_by_itself_is_not_ended_twice()
    {
        _progress.Report(Piece(1, 1));
        Flush();
        _progress.Report(Piece(1, 1) with { Completed = true });
        Flush();
        _written.Clear();

        _progress.End();

        _written.ShouldBeEmpty();
    }

    [Fact]
    public void A_piece_that_came_and_went_between_two_flushes_is_never_shown()
    {
        _progress.Report(Piece(1, 1));
        _progress.Report(Piece(1, 1) with { Completed = true });

        Flush();

        _written.ShouldBeEmpty();
    }

    [Fact]
    public void A_report_that_nobody_took_does_not_silence_the_next_one()
    {
        _accepts = false;
        _progress.Report(Piece(1, 1));
        _accepts = true;

        _progress.Report(Piece(1, 2));

        _posts.Count.ShouldBe(1);
    }

    private bool Post(Action action)
    {
        if (_accepts) _posts.Enqueue(action);
        return _accepts;
    }

    private static WorkProgress Piece(int id, long done) => new(id, null, "Upload", "", done, 100);

    private void Flush()
    {
        while (_posts.TryDequeue(out var post)) post();
    }
}
