"""What `statuskit.importers.statuspage.components` makes of listed and of named components."""

from pathlib import Path

from statuskit.importers import FoundComponent
from tests.importers.statuspage.source import Reader, affected, documents, incident, read_folder, update


def test_components_have_one_id_whatever_their_name(read: Reader) -> None:
    """A code is one component, named as the page names it now; groups come from prefixes and lists."""
    history = read(
        {
            "components": [
                {"id": "g1", "name": "Data", "group": True},
                {
                    "id": "c3",
                    "name": "Search",
                    "group": False,
                    "group_id": "g1",
                    "description": " Find\nthings ",
                },
            ],
            "incidents": [
                incident(
                    update(
                        "10:00:00",
                        "resolved",
                        affected_components=[
                            affected("c1", "GitHub Actions", "operational"),
                            affected("c2", "Europe - API", "operational"),
                            affected("c4", "API", "operational"),
                            affected("c5", "private", "operational"),
                            affected("c6", "Sign-in", "operational"),
                        ],
                    ),
                    components=[{"id": "c1", "name": "Actions"}, {"id": "c2", "name": "API"}],
                )
            ],
        },
        known=[FoundComponent(id="login", name="sign-IN")],
    )
    assert history.components == (
        FoundComponent(id="search", name="Search", group="Data", description="Find things"),
        FoundComponent(id="actions", name="Actions"),
        FoundComponent(id="api", name="API", group="Europe"),
        FoundComponent(id="api-2", name="API"),
        FoundComponent(id="private-component", name="private"),
        FoundComponent(id="login", name="Sign-in"),
    )
    document = history.incidents[0].document
    assert document is not None
    assert list(document["components"]) == ["actions", "api", "api-2", "private-component", "login"]


def test_known_ids_are_not_taken_by_others(read: Reader) -> None:
    """A slug that the site uses for another component gets its group, else a number."""
    component = {"id": "c", "name": "API!", "group_id": "g"}
    data = {"components": [{"id": "g", "name": "EU", "group": True}, component], "incidents": []}
    assert read(data, known=[FoundComponent(id="api", name="API")]).components[0].id == "eu-api"
    component["group_id"] = "none"
    assert read(data, known=[FoundComponent(id="api", name="API")]).components[0].id == "api-2"


def test_components_of_one_name_are_told_apart_by_group(read: Reader) -> None:
    """Two components of one name in two groups get two ids, and the same ones once the site has them."""
    data = {
        "components": [
            {"id": "g1", "name": "US", "group": True},
            {"id": "g2", "name": "EU", "group": True},
            {"id": "c1", "name": "API", "group_id": "g1"},
            {"id": "c2", "name": "API", "group_id": "g2"},
        ],
        "incidents": [],
    }
    found = read(data).components
    assert [component.id for component in found] == ["api", "eu-api"]
    assert read(data, known=found).components == found
    assert read(data, known=found[::-1]).components == found


def test_components_without_a_code_go_by_their_name(read: Reader) -> None:
    """A listed component without a name is nothing; one that an update names without its code is the listed one."""
    document, notes = read.one(
        incident(
            update(
                "10:00:00",
                "identified",
                affected_components=[
                    {"name": "API", "new_status": "major_outage"},
                    {"code": "c", "new_status": "major_outage"},
                ],
            ),
            components=[{"id": "c", "name": "API"}, {"id": "d", "name": ""}],
            status="identified",
        )
    )
    assert document["components"] == {"api": "major_outage"}
    assert notes == []


def test_components_stand_as_on_the_page(tmp_path: Path) -> None:
    """Groups and components follow their positions, each group its own; the newest name is the name."""
    listed = [
        {"id": "c1", "name": "Pages", "group_id": "g2", "position": 1},
        {
            "id": "c2",
            "name": "Search",
            "group_id": "g1",
            "position": 2,
            "description": "Find it",
            "start_date": "2021-08-11",
        },
        {"id": "c3", "name": "Sign-in", "group_id": None, "position": 2, "start_date": "2021-02-30"},
        {"id": "g1", "name": "Reading", "group": True, "group_id": None, "position": 3},
        {"id": "g2", "name": "Writing", "group": True, "group_id": None, "position": 1},
        {"id": "c4", "name": "Lists", "group_id": "g1", "position": 1},
        {"id": "g3", "name": "Knot", "group": True, "group_id": "g3", "position": 1},
        {"id": "c5", "name": "Lost", "group_id": "g3", "position": 1},
    ]
    old = incident(
        update(
            "10:00:00", "resolved", affected_components=[affected("c4", "Reading - Old lists", "operational")]
        ),
        components=[{"id": "c4", "name": "Old lists", "group_id": "g1", "position": 9}],
    )
    history = read_folder(tmp_path, incidents_json=[old], components_json={"components": listed})
    assert history.components == (
        FoundComponent(id="pages", name="Pages", group="Writing"),
        FoundComponent(id="sign-in", name="Sign-in"),
        FoundComponent(id="lists", name="Lists", group="Reading"),
        FoundComponent(
            id="search", name="Search", group="Reading", description="Find it", since="2021-08-11"
        ),
        FoundComponent(id="lost", name="Lost", group="Knot"),
    )
    assert documents(history)["1whd66ydswnx"]["components"] == {"lists": "operational"}
