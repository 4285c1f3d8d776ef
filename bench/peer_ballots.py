"""The peer: voting as it is usually written in Django, with a ModelForm, the ORM and a transaction for each request.

Plain choices, one row each; a code is looked up, then looked for among the ballots, then used, all inside ``atomic()``,
with a unique constraint behind it. Whoever imports this has set up Django with no other settings.
"""

import os
from collections.abc import Callable
from typing import Any, ClassVar

import django
from django.conf import settings

if not settings.configured:
    from pathlib import Path

    from commonweal.web import environment

    database = environment.database(Path(os.environ["COMMONWEAL_PLACE"]))
    settings.configure(
        DATABASES={"default": database},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SECRET_KEY="bench",  # nothing is kept under it
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
    django.setup()

from django import forms
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, RequestContext, Template
from django.urls import path


class Project(models.Model):
    """What stands on the ballot."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    name = models.CharField(max_length=200)

    class Meta:
        """An app of its own."""

        app_label = "peer"

    def __str__(self) -> str:
        """Name the project."""
        return self.name


class Code(models.Model):
    """A code that may be voted with."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    code = models.CharField(max_length=20, unique=True)

    class Meta:
        """An app of its own."""

        app_label = "peer"

    def __str__(self) -> str:
        """Name the code."""
        return self.code


class Vote(models.Model):
    """A ballot, with its choices as rows."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    code = models.OneToOneField(Code, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """An app of its own."""

        app_label = "peer"

    def __str__(self) -> str:
        """Name the ballot."""
        return str(self.pk)


class Choice(models.Model):
    """A project that a ballot names."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE)
    project = models.ForeignKey(Project, on_delete=models.PROTECT)

    class Meta:
        """An app of its own."""

        app_label = "peer"

    def __str__(self) -> str:
        """Name the choice."""
        return str(self.pk)


class VoteForm(forms.ModelForm):  # type: ignore[type-arg] # it takes its type when it runs, too
    """The form of a ballot."""

    typed = forms.CharField(max_length=20)
    choices = forms.ModelMultipleChoiceField(Project.objects.all())

    class Meta:
        """What is asked."""

        model = Vote
        fields = ()

    def clean_typed(self) -> Code:
        """Find the code."""
        found = Code.objects.filter(code=self.cleaned_data["typed"]).first()
        if found is None or Vote.objects.filter(code=found).exists():
            message = "This code cannot be used."
            raise forms.ValidationError(message)
        code: Code = found
        return code


_ASK = Template("<h1>Vote</h1><form method=post>{% csrf_token %}{{ form }}<button>Vote</button></form>")
_DONE = Template(
    "<h1>Thank you</h1><p>Your ballot {{ vote.pk }} is cast: {% for one in chosen %}{{ one }} {% endfor %}"
)


def vote(request: HttpRequest) -> HttpResponse:
    """Ask for a ballot, or take one."""
    form = VoteForm(request.POST or None)
    if request.method == "POST":
        with transaction.atomic():
            if form.is_valid():
                form.instance.code = form.cleaned_data["typed"]
                kept, chosen = form.save(), form.cleaned_data["choices"]
                Choice.objects.bulk_create(Choice(vote=kept, project=one) for one in chosen)
                return HttpResponse(_DONE.render(Context({"vote": kept, "chosen": chosen})))
    return HttpResponse(_ASK.render(RequestContext(request, {"form": form})), status=400 if request.POST else 200)


urlpatterns = [path("vote/", vote)]
application: Callable[..., Any] = WSGIHandler()


def prepare(projects: int, codes: int) -> None:
    """Make the tables, the projects and the codes."""
    with connection.schema_editor() as editor:
        for model in (Project, Code, Vote, Choice):
            editor.create_model(model)
    Project.objects.bulk_create(Project(name=f"Project {n}") for n in range(1, projects + 1))
    Code.objects.bulk_create((Code(code=f"code-{n}") for n in range(codes)), batch_size=2_000)
